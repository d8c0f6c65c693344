// PeerServer by its documented API; unlike its command line it does not log every connection, which is kinder to it.
// Its one limit that a benchmark meets, concurrent_limit (5,000), is raised by its documented option.
const { PeerServer } = require("peer");

PeerServer({ port: Number(process.env.PORT), host: "127.0.0.1", concurrent_limit: 20000 });
