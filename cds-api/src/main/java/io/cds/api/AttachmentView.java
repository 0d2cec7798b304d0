package io.cds.api;

/** An attachment as a list shows it: name, media type and number of octets. */
public record AttachmentView(String name, String mediaType, long length) {}
