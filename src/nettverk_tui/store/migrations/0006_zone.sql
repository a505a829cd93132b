-- Where the gatherings of a network are held, so that the same minutes say the same clock on any computer.
ALTER TABLE network ADD COLUMN zone TEXT NOT NULL DEFAULT '';
