"""Words, numbers and dates in Bahasa Indonesia and English. Imports nothing of Hasil; all may import it."""
