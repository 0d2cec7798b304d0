package io.cds.crypto.content;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.util.Native;
import com.github.luben.zstd.util.ZstdVersion;
import io.cds.api.CdsException;
import io.cds.api.Problem;
import io.cds.api.ProblemCode;
import io.cds.api.envelope.Compression;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this process can compress and expand; zstd only with zstd-jni on the class path. */
public final class Compressions {

  private static final Logger LOG = LoggerFactory.getLogger(Compressions.class);
  private static final Optional<String> ZSTD = zstd();

  private Compressions() {}

  /** All of them. */
  public static Set<Compression> all() {
    Set<Compression> all = EnumSet.of(Compression.NONE, Compression.DEFLATE);
    if (ZSTD.isPresent()) {
      all.add(Compression.ZSTD);
    }
    return Collections.unmodifiableSet(all);
  }

  /** The best of these that this process has, for what shrinks. */
  public static Compression best(Set<Compression> allowed) {
    Set<Compression> both = EnumSet.of(Compression.NONE);
    both.addAll(allowed);
    both.retainAll(all());
    return Collections.max(both);
  }

  /** Adds the name and version of what compresses by zstd, if it is there. */
  public static Map<String, String> named(Map<String, String> names) {
    Map<String, String> all = new TreeMap<>(names);
    ZSTD.ifPresent(name -> all.put("zstd", name));
    return all;
  }

  /** The message is well, this process lacks something. */
  static void demandZstd() {
    if (ZSTD.isEmpty()) {
      throw new CdsException(
          Problem.of(ProblemCode.PROVIDER_MISSING, "zstd-jni on the class path, to expand zstd"));
    }
  }

  private static Optional<String> zstd() {
    try {
      Native.load();
      Zstd.compress(new byte[1]);
      return Optional.of("zstd-jni " + ZstdVersion.VERSION);
    } catch (NoClassDefFoundError absent) {
      return Optional.empty();
    } catch (LinkageError | RuntimeException e) {
      LOG.warn("zstd-jni is there but does not run on this machine; going on without it", e);
      return Optional.empty();
    }
  }
}
