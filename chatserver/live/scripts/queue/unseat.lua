-- SPDX-License-Identifier: EUPL-1.2
-- A counsellor's connection is no more.  What is offered to them goes to others at once; what they have
-- accepted stays theirs.  A newer connection makes no difference.
--
-- ask  staff, generation
--
-- Answers {}.

local id = ask.staff
local person = staff.get(id)
if not person or not person.connected or ask.generation < person.generation then
  return finish({})
end
person.connected, person.gone = false, now
local left = return_offers(id, person)
muster(id, person)
settle_all(left)
return finish({})
