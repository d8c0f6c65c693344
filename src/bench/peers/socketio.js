// What a first tutorial builds: Express serves one page, socket.io relays five events inside a room.
// Written from a description of that tutorial, with its events and nothing else. PORT says where; loopback only.
const http = require("node:http");
const path = require("node:path");
const express = require("express");
const { Server } = require("socket.io");

const app = express();
app.use(express.static(path.join(__dirname, "socketio")));
app.get("/{*elsewhere}", (request, response) => response.redirect("/"));

const server = http.createServer(app);
new Server(server).on("connection", (socket) => {
  socket.on("join_room", (room) => {
    socket.join(room);
    socket.to(room).emit("welcome");
  });
  socket.on("offer", (description, room) => socket.to(room).emit("offer", description));
  socket.on("answer", (description, room) => socket.to(room).emit("answer", description));
  socket.on("ice", (candidate, room) => socket.to(room).emit("ice", candidate));
});
server.listen(Number(process.env.PORT), "127.0.0.1");
