// A person who finds what they save. It changes nothing: it only keeps the last file that a page hands over.
{
  const { createObjectURL } = URL;
  URL.createObjectURL = file => {
    globalThis.saved = file;
    return createObjectURL.call(URL, file);
  };
}
