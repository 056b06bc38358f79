// A tree as the ARIA practices describe one, its items one below the other, each with its level. Finer codes are
// there only while their broader one is open.
const PAUSE = 700 // milliseconds after which typing begins anew

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector("[role=tree]")
  if (root.dataset.name !== data.name) {
    root.dataset.name = data.name
    root.setAttribute("aria-label", data.name)
    root.replaceChildren(...items(data.codes, 1))
    root.firstChild.tabIndex = 0
  }
  if (data.at && root.dataset.at !== data.at) reveal(root, data.codes, data.at)
  root.dataset.at = data.at
  const show = (item) => setTriggerValue("chosen", item.dataset.id)
  root.onclick = (event) => {
    const item = event.target.closest("[role=treeitem]")
    if (!item) return
    focus(root, item)
    if (event.target.closest(".name")) show(item)
    else toggle(item)
  }
  root.onkeydown = (event) => {
    const item = event.target.closest("[role=treeitem]")
    if (!item || event.ctrlKey || event.altKey || event.metaKey) return
    if (event.key === "Enter") show(item)
    else if (event.key === " ") toggle(item)
    else if (!moved(root, item, event.key)) return
    event.preventDefault()
  }
}

function items(codes, level) {
  return codes.map(([id, code, title, finer], index) => {
    const item = element("div", "item")
    const twist = element("span", "twist")
    twist.setAttribute("aria-hidden", "true")
    const name = element("span", "name")
    name.append(element("span", "code", code), ` ${title}`)
    item.append(twist, name)
    item.dataset.id = id
    item.tabIndex = -1
    item.finer = finer
    item.style.setProperty("--level", level)
    item.setAttribute("role", "treeitem")
    const said = { level, setsize: codes.length, posinset: index + 1 }
    for (const [key, value] of Object.entries(said)) item.setAttribute(`aria-${key}`, value)
    if (finer.length) item.setAttribute("aria-expanded", "false")
    return item
  })
}

function element(name, className, text = "") {
  const made = document.createElement(name)
  made.className = className
  made.textContent = text
  return made
}

const level = (item) => Number(item.getAttribute("aria-level"))
const isOpen = (item) => item.getAttribute("aria-expanded") === "true"

function toggle(item) {
  if (!item.finer.length) return
  if (isOpen(item)) {
    while (item.nextSibling && level(item.nextSibling) > level(item)) item.nextSibling.remove()
  } else item.after(...items(item.finer, level(item) + 1))
  item.setAttribute("aria-expanded", !isOpen(item))
}

function focus(root, item) {
  only(root, item)
  item.focus({ preventScroll: true })
  item.scrollIntoView({ block: "nearest" })
}

// The one that the tab key leads to.
function only(root, item) {
  for (const other of root.querySelectorAll("[tabindex='0']")) other.tabIndex = -1
  item.tabIndex = 0
}

function moved(root, item, key) {
  const goals = {
    ArrowDown: () => item.nextSibling,
    ArrowUp: () => item.previousSibling,
    ArrowRight: () => (isOpen(item) ? item.nextSibling : toggle(item)),
    ArrowLeft: () => (isOpen(item) ? toggle(item) : above(item)),
    Home: () => root.firstChild,
    End: () => root.lastChild,
  }
  if (!(key in goals) && key.length > 1) return false
  const goal = key in goals ? goals[key]() : typed(root, item, key)
  if (goal) focus(root, goal)
  return true
}

function above(item) {
  let other = item
  while (other && level(other) >= level(item)) other = other.previousSibling
  return other
}

function typed(root, item, key) {
  const now = Date.now()
  root.typed = (now - (root.typedAt ?? 0) < PAUSE ? root.typed : "") + key.toLowerCase()
  root.typedAt = now
  const shown = [...root.children]
  const from = shown.indexOf(item) + (root.typed.length > 1 ? 0 : 1)
  return [...shown.slice(from), ...shown.slice(0, from)].find((one) => {
    const name = one.textContent.toLowerCase()
    return name.startsWith(root.typed) || name.slice(name.indexOf(" ") + 1).startsWith(root.typed)
  })
}

function reveal(root, codes, at) {
  let item = null
  for (const id of path(codes, at)) {
    if (item && !isOpen(item)) toggle(item)
    item = [...root.children].find((one) => one.dataset.id === id)
  }
  if (!item) return
  if (!isOpen(item)) toggle(item)
  for (const other of root.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current")
  item.setAttribute("aria-current", "true")
  only(root, item)
  root.scrollTop += item.getBoundingClientRect().top - root.getBoundingClientRect().top - root.clientHeight / 4
}

function path(codes, at) {
  for (const [id, , , finer] of codes) {
    if (id === at) return [id]
    const found = path(finer, at)
    if (found.length) return [id, ...found]
  }
  return []
}
