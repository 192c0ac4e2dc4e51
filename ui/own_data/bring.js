// Sends a file straight to the disk of the server, with its progress: Streamlit's own uploader would hold it in memory.
export default function ({ data, parentElement, setTriggerValue }) {
  let root = parentElement.querySelector('.bring');
  if (root) return;
  root = document.createElement('div');
  root.className = 'bring';
  root.innerHTML = `
    <label class="bring-place" tabindex="-1">
      <input type="file" aria-label="Choose a file" accept="${data.accept}">
      <span class="bring-title">Drop a file here, or choose one</span>
      <span class="bring-help"></span>
    </label>
    <div class="bring-state" role="status" aria-live="polite" hidden>
      <progress max="1" value="0"></progress><span class="bring-text"></span>
      <button type="button" class="bring-stop">Stop</button>
    </div>`;
  root.querySelector('.bring-help').textContent = data.help;
  parentElement.appendChild(root);

  const [place, state] = [root.querySelector('.bring-place'), root.querySelector('.bring-state')];
  const [input, bar, text, stop] = ['input', 'progress', '.bring-text', '.bring-stop'].map((one) => root.querySelector(one));
  let request = null;

  const show = (words, share, busy) => {
    state.hidden = false;
    text.textContent = words;
    bar.hidden = stop.hidden = !busy;
    bar.value = share;
  };

  const fail = (words) => { input.value = ''; root.classList.add('bring-failed'); show(words, 0, false); };

  const send = (file) => {
    if (!file || request) return;
    root.classList.remove('bring-failed');
    if (file.size > data.most) return fail(`${file.name} has ${Math.ceil(file.size / 1e6)} MB, the most is ${data.most / 1e6}. Bring a part of it.`);
    request = new XMLHttpRequest();
    request.open('PUT', `${data.path}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader(data.header, 'upload');
    const mb = (bytes) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
    request.upload.onprogress = (event) => show(`${file.name}: ${mb(event.loaded)} of ${mb(event.total)} MB`, event.loaded / event.total, true);
    request.onload = () => {
      let answer = {};
      try { answer = JSON.parse(request.responseText); } catch { /* no JSON: the sentence below */ }
      request = null;
      if (!answer.upload) return fail(answer.error || 'The server did not take the file. Try again.');
      state.hidden = true;
      input.value = '';
      setTriggerValue('upload', answer.upload);
    };
    request.onerror = () => { request = null; fail('The connection to the server was lost. Try again.'); };
    request.onabort = () => { request = null; input.value = ''; show('Stopped. Nothing was kept.', 0, false); };
    show(`${file.name} …`, 0, true);
    request.send(file);
  };

  input.onchange = () => send(input.files[0]);
  stop.onclick = () => request?.abort();
  place.ondragover = (event) => { event.preventDefault(); place.classList.add('bring-over'); };
  place.ondragleave = () => place.classList.remove('bring-over');
  place.ondrop = (event) => { event.preventDefault(); place.classList.remove('bring-over'); send(event.dataTransfer.files[0]); };
}
