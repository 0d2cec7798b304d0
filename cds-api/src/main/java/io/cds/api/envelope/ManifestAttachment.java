package io.cds.api.envelope;

/**
 * An attachment as the manifest describes it; {@code stored} octets in the content give {@code
 * length} octets.
 */
public record ManifestAttachment(
    String name, String mediaType, long length, long stored, Compression compression) {}
