package io.cds.core.client;

import io.cds.api.MessageKey;

/** Contexts under which a message's parts lie encrypted at rest: a piece moved does not open. */
record AtRestName(String prefix) {
  static AtRestName outgoing(MessageKey message) {
    return new AtRestName("out/" + message + "/");
  }

  static AtRestName incoming(MessageKey message) {
    return new AtRestName("in/" + message + "/");
  }

  String details() {
    return prefix + "details";
  }

  String part(int index) {
    return prefix + index;
  }
}
