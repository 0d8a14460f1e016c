-- SPDX-License-Identifier: EUPL-1.2
-- A counsellor takes their seat and says what they know.
--
-- ask  staff, generation; duty, lanes, free_since where they are said
--
-- Answers {}, or old_generation.

local id = ask.staff
local known = staff.get(id)
local person = known or {generation = 0, duty = 'away', lanes = terms.lanes, free_since = now}
if ask.generation < person.generation then
  return refuse('old_generation')
end
if ask.lanes then
  for _, name in ipairs(terms.lanes) do
    write('ZREM', lanes[name].free, id)
    write('ZREM', lanes[name].duty, id)
  end
  person.lanes = ask.lanes
end
if person.gone and now - person.gone >= terms.duty_kept then
  person.duty, person.pause_until = 'away', nil
  write('ZREM', pauses, id)
end
person.generation, person.connected, person.gone = ask.generation, true, nil
staff.put(id, person)
-- Whom the store does not know says since when; whom it knows need not be believed.
local since = not known and ask.free_since and math.min(ask.free_since, now) or nil
local left = choose(id, person, ask.duty or person.duty, since)
serve(id)
settle_all(left)
return finish({})
