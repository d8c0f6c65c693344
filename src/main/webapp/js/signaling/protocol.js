/**
 * The messages of docs/protocol.md as types; dev.noom.protocol.SignalMessage in JavaScript. No code.
 *
 * @typedef {{id: string, name: string}} Peer
 * @typedef {{messageBytes: number, roomPeers: number, resumeSeconds: number}} Limits
 *
 * @typedef {{type: 'join', name: string, resume?: string, visit?: string, heard?: number,
 *   crosses?: boolean, offer?: string}} Join
 * @typedef {{type: 'standby', sdp: string}} Standby a prepared offer, for the next newcomer
 * @typedef {{type: 'chat', text: string, ref: string}} Line for everybody in the room
 * @typedef {{type: 'rename', name: string}} Rename
 * @typedef {{type: 'trouble', cause: string}} Trouble why somebody is not seen or heard here, for the administrator
 * @typedef {{type: 'ping'}} Ping whether the connection still works
 * @typedef {{type: 'leave'}} Leave
 * @typedef {{type: 'offer', to?: string, sdp: string}} Offer
 * @typedef {{type: 'answer', to?: string, sdp: string}} Answer
 * @typedef {{type: 'ice', to?: string, candidates: RTCIceCandidateInit[]}} Ice
 * @typedef {Offer | Answer | Ice} Outgoing what a browser says to a peer
 *
 * @typedef {{type: 'joined', self: string, room: string, peers: Peer[], resume: string, resumed: boolean,
 *   iceServers: RTCIceServer[], limits: Limits, address?: string}} Joined
 * @typedef {{type: 'welcome', peer: Peer, offered?: boolean}} Welcome
 * @typedef {{type: 'crossed', from: string, sdp: string}} Crossed a prepared offer; its maker has got ours
 * @typedef {{type: 'chat', from: string, name: string, number: number, at: number, text: string, ref: string}} SaidLine
 * @typedef {{type: 'renamed', peer: Peer}} Renamed to the peer itself, too
 * @typedef {{type: 'returned', peer: Peer}} Returned the same tab with the same connections: not called
 * @typedef {{type: 'ice-servers', iceServers: RTCIceServer[]}} RenewedIceServers for all connections, from now on
 * @typedef {{type: 'left', peer: string, reason?: string}} Left `expired`: the connection is lost, the person may be there
 * @typedef {{type: 'pong'}} Pong
 * @typedef {{type: 'error', code: string, message: string, peer?: string, character?: string, limit?: number,
 *   ref?: string}} SignalError
 * @typedef {{type: 'bye', reason: string, action: 'resume' | 'rejoin' | 'stop', after: number}} Bye
 * @typedef {{type: 'offer', from: string, sdp: string} | {type: 'answer', from: string, sdp: string}} Description
 * @typedef {{type: 'ice', from: string, candidates: RTCIceCandidateInit[]}} Candidates
 * @typedef {Description | Candidates} Relayed what a peer says to us
 * @typedef {Joined | Welcome | Crossed | Returned | RenewedIceServers | SaidLine | Renamed | Left | Pong | SignalError | Bye | Relayed} ServerMessage
 */
export {};
