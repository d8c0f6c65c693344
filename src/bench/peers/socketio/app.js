// The tutorial's page: a form, one RTCPeerConnection, five events.
const socket = io();
const byId = (id) => document.getElementById(id);

let room;
let stream;
let connection;

async function openMedia(deviceId) {
  const video = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: "user" };
  stream = await navigator.mediaDevices.getUserMedia({ audio: true, video });
  byId("mine").srcObject = stream;
  if (!deviceId) {
    await listCameras();
  }
}

async function listCameras() {
  const devices = await navigator.mediaDevices.enumerateDevices();
  const current = stream.getVideoTracks()[0];
  for (const camera of devices.filter((device) => device.kind === "videoinput")) {
    const isCurrent = camera.label === current.label;
    byId("cameras").append(new Option(camera.label, camera.deviceId, isCurrent, isCurrent));
  }
}

function makeConnection() {
  connection = new RTCPeerConnection({
    iceServers: [
      {
        urls: [
          "stun:stun.l.google.com:19302",
          "stun:stun1.l.google.com:19302",
          "stun:stun2.l.google.com:19302",
          "stun:stun3.l.google.com:19302",
          "stun:stun4.l.google.com:19302",
        ],
      },
    ],
  });
  connection.addEventListener("icecandidate", ({ candidate }) => socket.emit("ice", candidate, room));
  connection.addEventListener("addstream", (event) => {
    byId("theirs").srcObject = event.stream;
  });
  stream.getTracks().forEach((track) => connection.addTrack(track, stream));
}

byId("welcome").addEventListener("submit", async (event) => {
  event.preventDefault();
  room = event.target.elements.room.value;
  byId("welcome").hidden = true;
  byId("call").hidden = false;
  await openMedia();
  makeConnection();
  socket.emit("join_room", room);
});

socket.on("welcome", async () => {
  const offer = await connection.createOffer();
  await connection.setLocalDescription(offer);
  socket.emit("offer", offer, room);
});

socket.on("offer", async (offer) => {
  await connection.setRemoteDescription(offer);
  const answer = await connection.createAnswer();
  await connection.setLocalDescription(answer);
  socket.emit("answer", answer, room);
});

socket.on("answer", (answer) => connection.setRemoteDescription(answer));
socket.on("ice", (candidate) => connection.addIceCandidate(candidate));

byId("mute").addEventListener("click", () => {
  stream.getAudioTracks().forEach((track) => (track.enabled = !track.enabled));
});
byId("camera").addEventListener("click", () => {
  stream.getVideoTracks().forEach((track) => (track.enabled = !track.enabled));
});
byId("cameras").addEventListener("input", async () => {
  await openMedia(byId("cameras").value);
  const track = stream.getVideoTracks()[0];
  connection?.getSenders().find((sender) => sender.track?.kind === "video")?.replaceTrack(track);
});
