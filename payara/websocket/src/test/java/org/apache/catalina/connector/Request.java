package org.apache.catalina.connector;

import jakarta.servlet.http.HttpUpgradeHandler;

/**
 * What {@code dev.noom.payara.websocket} knows of Payara's by name, for tests without a container.
 */
public class Request {
  private final StringBuilder course = new StringBuilder();
  private boolean afterService;
  private boolean resume;
  private boolean handlerInitialised;
  private HttpUpgradeHandler httpUpgradeHandler;

  public void setUpgrade(boolean upgrade) {
    course.append(upgrade ? "upgraded" : "");
  }

  public Request getCoyoteRequest() {
    return this;
  }

  public Request getResponse() {
    return this;
  }

  public void suspend() {
    course.append(" and suspended");
  }

  /** Leaves it as Payara's is after an earlier request. */
  public Request used() {
    afterService = true;
    resume = true;
    handlerInitialised = true;
    return this;
  }

  /** The thread of the handshake leaves. */
  public void onExitService() {
    afterService = true;
  }

  @Override
  public String toString() {
    return (course + (afterService ? ", left" : "") + (resume ? ", ending" : ""))
        + (handlerInitialised ? ", initialised" : "")
        + (httpUpgradeHandler == null ? "" : ", with a handler");
  }
}
