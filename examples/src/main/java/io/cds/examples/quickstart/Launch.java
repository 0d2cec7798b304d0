package io.cds.examples.quickstart;

import java.io.PrintStream;

/**
 * What the three processes of a run have in common.
 *
 * @param main the class that each of them starts with
 * @param folders where they keep what they have
 * @param address where the hub is
 * @param screen where they are heard
 */
record Launch(Class<?> main, Folders folders, String address, PrintStream screen) {}
