package io.cds.benchmarks;

import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.security.KeyPair;
import java.util.List;

/** Encryption alone, as others do it. */
final class EncryptionPeers {
  private static final byte[] CONTEXT = {1};

  private final MemoryContent sealed;
  private final MemoryContent clear;
  private final byte[] run = new byte[64 * 1024];

  EncryptionPeers(int size) {
    sealed = new MemoryContent(size + size / 4 + (1 << 20));
    clear = new MemoryContent(size + (1 << 20));
  }

  /** Tink's streaming AEAD with segments of this size. */
  static StreamingAead tink(AesGcmHkdfStreamingParameters parameters) throws Exception {
    StreamingAeadConfig.register();
    return KeysetHandle.newBuilder()
        .addEntry(KeysetHandle.generateEntryFromParameters(parameters).withRandomId().makePrimary())
        .build()
        .getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
  }

  Object tinkSeal(StreamingAead aead, byte[] octets) throws Exception {
    try (OutputStream out = aead.newEncryptingStream(sealed.again().output(), CONTEXT)) {
      out.write(octets);
    }
    return sealed;
  }

  Object tinkOpen(StreamingAead aead) throws Exception {
    try (InputStream in = aead.newDecryptingStream(sealed.open(), CONTEXT)) {
      return drained(in);
    }
  }

  /** A pair of age X25519 keys. */
  static KeyPair ageKeys() throws Exception {
    return new X25519KeyPairGenerator().generateKeyPair();
  }

  Object ageSeal(KeyPair keys, byte[] octets) throws Exception {
    try (WritableByteChannel out =
        new StandardEncryptingChannelFactory()
            .newEncryptingChannel(
                Channels.newChannel(sealed.again().output()),
                List.of(
                    X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(
                        keys.getPublic().toString())))) {
      out.write(ByteBuffer.wrap(octets));
    }
    return sealed;
  }

  Object ageOpen(KeyPair keys) throws Exception {
    try (ReadableByteChannel in =
        new StandardDecryptingChannelFactory()
            .newDecryptingChannel(
                Channels.newChannel(sealed.open()),
                List.of(
                    X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(
                        keys.getPrivate().toString())))) {
      ByteBuffer buffer = ByteBuffer.wrap(run);
      clear.again();
      while (in.read(buffer.clear()) >= 0) {
        clear.write(buffer.flip());
      }
      return clear;
    }
  }

  Object jweSeal(byte[] key, byte[] octets) throws Exception {
    JWEObject object =
        new JWEObject(
            new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM), new Payload(octets));
    object.encrypt(new DirectEncrypter(key));
    return object.serialize();
  }

  Object jweOpen(byte[] key, String jwe) throws Exception {
    JWEObject object = JWEObject.parse(jwe);
    object.decrypt(new DirectDecrypter(key));
    return object.getPayload().toBytes();
  }

  private MemoryContent drained(InputStream in) throws Exception {
    clear.again();
    int n = in.read(run);
    while (n >= 0) {
      clear.write(ByteBuffer.wrap(run, 0, n));
      n = in.read(run);
    }
    return clear;
  }
}
