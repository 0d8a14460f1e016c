-- SPDX-License-Identifier: EUPL-1.2
-- An offer's lease is over: the visitor is in line again.  Nothing happens before the time, or once the offer
-- has been accepted or is another.
--
-- ask  conversation, offer; duty: what becomes of each duty
--
-- Answers {}.

local name = ask.conversation
local v = visitors.get(name)
if not v or v.stage ~= 'offered' or v.offer ~= ask.offer then
  return finish({})
end
local id = v.staff
local person = staff.get(id)
if hold_of(person, name).deadline > now then
  return finish({})
end
turn(person, ask.duty)
call_off(name, v, 'lease')
back_in_line(name, v, 'returned')
serve(id)
settle(v.lane)
return finish({})
