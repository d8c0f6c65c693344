/**
 * @import { Cause, LinkEvidence, ServerEvidence } from './diagnosis.js'
 *
 * @typedef {object} Situation
 * @property {Cause | null} cause what the report is about
 * @property {string} advice for an administrator
 * @property {Date} at
 * @property {string} browser its own name for itself
 * @property {boolean} secure whether the page is a secure context
 * @property {boolean} joined whether the server has let us in
 * @property {Omit<ServerEvidence, 'door'> & {cause: Cause | null}} server
 * @property {Cause[]} devices
 * @property {{person: number, cause: Cause | null, evidence: LinkEvidence, concerned: boolean}[]} links
 * @property {{at: number, cause: Cause | null, person: number | null}[]} history ms since the page was opened
 */

/**
 * What somebody who looks for the reason needs to know, as JSON to be sent by mail: what is not named here does not get
 * in, and so no address, no name, no session description and no credential does.
 *
 * @param {Situation} situation
 */
export function writeReport({ cause, advice, at, browser, secure, joined, server, devices, links, history }) {
  const report = {
    noomReport: 1,
    written: at.toISOString(),
    cause,
    advice,
    browser,
    secure,
    joined,
    server: {
      cause: server.cause,
      online: server.online,
      unopened: server.unopened,
      stuck: server.stuck,
      unanswered: server.unanswered,
    },
    devices,
    people: links.map(({ person, concerned, cause: theirs, evidence }) => ({ person, concerned, cause: theirs, ...plain(evidence) })),
    history: history.map(event => ({ seconds: inSeconds(event.at), person: event.person, cause: event.cause })),
  };
  return JSON.stringify(report, null, 2);
}

/** @param {LinkEvidence} evidence */
function plain({ link, troubledFor, wasConnected, heard, udpElsewhere, expected, arriving, quality, paused, direct }) {
  return {
    troubledForSeconds: inSeconds(troubledFor),
    wasConnected,
    heardByServer: heard,
    otherPeopleByUdp: udpElsewhere,
    expected,
    arriving,
    lost: { sound: inPercent(quality.loss.audio), picture: inPercent(quality.loss.video) },
    queued: quality.queued,
    pictureKeptBack: paused,
    reachableWithoutStun: direct,
    connection: link && {
      state: link.connection,
      ice: link.ice,
      dtls: link.dtls,
      described: link.described,
      ownCandidates: link.own,
      theirCandidates: link.theirs,
      servers: link.servers.map(({ kind, transport, state, code }) => ({ kind, transport, state, code })),
      checks: link.checks,
      overUdp: link.overUdp,
      arrived: link.arrived,
      roundTripMs: link.roundTrip === null ? null : Math.round(link.roundTrip),
    },
  };
}

/** @param {number} share */
function inPercent(share) {
  return Math.round(100 * share);
}

/** @param {number} ms */
function inSeconds(ms) {
  return Math.round(ms / 100) / 10;
}
