package io.cds.crypto.keys;

import java.nio.file.attribute.FileTime;
import java.util.Optional;

/** What the file system says of a file: another stamp is another file. */
record FileStamp(Optional<Object> key, FileTime modified, long size) {}
