-- SPDX-License-Identifier: EUPL-1.2
-- A conversation is over for a counsellor, who gets a pause if they have talked.  May be repeated.
--
-- ask  conversation, staff; duty: what becomes of each duty; seconds that they talked, or absent
--
-- Answers {}.

local name, id = ask.conversation, ask.staff
local person = staff.get(id)
local hold = person and hold_of(person, name)
if not hold or hold.stage == 'offered' then
  return finish({})
end
drop_hold(id, person, name)
if hold.stage == 'served' then
  local before = person.duty
  turn(person, ask.duty)
  if person.duty == 'pause' and before ~= 'pause' then
    person.pause_until = now + terms.pause
    write('ZADD', pauses, person.pause_until, id)
  end
  person.free_since = now
  if ask.seconds then
    write('LPUSH', lengths, ask.seconds)
    write('LTRIM', lengths, 0, terms.lengths_kept - 1)
  end
else
  -- Over before it began.
  local v = visitors.get(name)
  write('ZREM', deadlines, name)
  visitors.put(name, {stage = 'over', generation = v.generation, present = v.present})
end
serve(id)
return finish({})
