package io.cds.store.jdbc;

import io.cds.store.jdbc.WatchedDisk.Act;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file of the machine that asks before it writes or waits for the disk. */
final class WatchedChannel extends FileChannel {
  private final FileChannel machine;
  private final Question question;

  WatchedChannel(FileChannel machine, Question question) {
    this.machine = machine;
    this.question = question;
  }

  /** Whether it may. */
  interface Question {
    void ask(Act act) throws IOException;
  }

  @Override
  public int write(ByteBuffer octets) throws IOException {
    question.ask(Act.WRITE);
    return machine.write(octets);
  }

  @Override
  public int write(ByteBuffer octets, long position) throws IOException {
    question.ask(Act.WRITE);
    return machine.write(octets, position);
  }

  @Override
  public long write(ByteBuffer[] octets, int offset, int length) throws IOException {
    question.ask(Act.WRITE);
    return machine.write(octets, offset, length);
  }

  @Override
  public void force(boolean metaData) throws IOException {
    question.ask(Act.FORCE);
    machine.force(metaData);
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    machine.truncate(size);
    return this;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return machine.read(into);
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return machine.read(into, position);
  }

  @Override
  public long read(ByteBuffer[] into, int offset, int length) throws IOException {
    return machine.read(into, offset, length);
  }

  @Override
  public long position() throws IOException {
    return machine.position();
  }

  @Override
  public FileChannel position(long next) throws IOException {
    machine.position(next);
    return this;
  }

  @Override
  public long size() throws IOException {
    return machine.size();
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return machine.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    question.ask(Act.WRITE);
    return machine.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return machine.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return machine.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return machine.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    machine.close();
  }
}
