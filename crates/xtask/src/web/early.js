// In the head of the pages for viewers: asks what the app will ask first, while the app is still on its way. `src/api/early.rs`
// takes the answers. Whose session is kept decides what is asked; a token goes to the origin it was kept for alone.
// What is drawn beside the list comes after the list, unless the address asks for it.
const { second: href } = document.documentElement.dataset
if (href && location.pathname != '/admin/users') document.head.append(Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href }))
try {
  const { api, token, user } = JSON.parse(localStorage['frontdesk.session'])
  const headers = { accept: 'application/json', authorization: 'Bearer ' + token }
  // Whole, so that it keeps for as long as the app takes; what fails or takes long is asked by the app itself.
  const whole = async (answer) => new Response(await answer.text(), answer)
  const ask = (path) => early[path] = fetch(path, { headers, signal: AbortSignal.timeout(15e3) }).then(whole).catch(() => {})
  if (!api) {
    window.early = { token }
    ask('/user')
    if (location.pathname == '/account') ask('/user/sessions')
    // The list as it is shown first; any other is for the app to understand.
    else if (user.scope.includes('admin') && !location.search) {
      ask('/users?sort=created:-1&limit=30&projection=-metadata')
      ask('/users/count')
    }
  }
} catch {}
