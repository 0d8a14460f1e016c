-- SPDX-License-Identifier: EUPL-1.2
-- An accepted visitor has not come to talk with the counsellor.  May be repeated.
--
-- Without a key package in time the visitor is in line again; one whose own page was mute is skipped until it
-- speaks, unless it has spoken meanwhile, and when that happens often it stands behind all who wait; one who
-- left does not begin again.
--
-- ask  conversation, staff, why (key, mute, left); duty: what becomes of each duty
--
-- Answers {}.

local name, id = ask.conversation, ask.staff
local person = staff.get(id)
local hold = person and hold_of(person, name)
if not hold or (hold.stage ~= 'key' and hold.stage ~= 'welcome') then
  return finish({})
end
local v = visitors.get(name)
turn(person, ask.duty)
call_off(name, v, ask.why)
if ask.why == 'left' then
  visitors.put(name, {stage = 'over', generation = v.generation, present = v.present})
else
  if ask.why == 'mute' then
    v.mutes = (v.mutes or 0) + 1
    if v.mutes % terms.mutes == 0 then
      v.joined, v.head = now, 0
    end
  end
  v.present = v.present and (ask.why ~= 'mute' or v.spoke or false)
  back_in_line(name, v, 'returned')
end
muster(id, person)
if v.stage == 'waiting' then
  -- Of all who are free the next one, who need not be this one.
  settle(v.lane)
end
serve(id)
return finish({})
