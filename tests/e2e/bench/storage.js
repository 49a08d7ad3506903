// A database of one object store, for what is measured to be stored in.

export const openDatabase = (name) => new Promise((resolve, reject) => {
  const asked = indexedDB.open(name, 1)
  asked.onupgradeneeded = () => asked.result.createObjectStore('chunks')
  asked.onsuccess = () => resolve(asked.result)
  asked.onerror = () => reject(asked.error)
})

export const removeDatabase = (name) => new Promise((resolve, reject) => {
  const asked = indexedDB.deleteDatabase(name)
  asked.onsuccess = resolve
  asked.onerror = () => reject(asked.error)
})

// Waits until a transaction is durable.
export const done = (transaction) => new Promise((resolve, reject) => {
  transaction.oncomplete = resolve
  transaction.onabort = () => reject(transaction.error)
})
