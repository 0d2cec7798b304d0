package io.cds.testkit.simulation;

import io.cds.testkit.network.Cryptography;
import java.time.Clock;
import java.util.function.Function;

/** What histories are made of; with the seed it decides everything. */
record Plan(
    Function<Clock, Cryptography> cryptography,
    int schools,
    int authorities,
    int steps,
    Stores stores,
    Ways ways) {}
