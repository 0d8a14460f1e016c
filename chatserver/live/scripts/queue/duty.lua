-- SPDX-License-Identifier: EUPL-1.2
-- A counsellor chooses what they take.  Who takes nobody gives back what is offered to them.
--
-- ask  staff, duty
--
-- Answers {}, or not_allowed_now from somebody without a seat.

local id = ask.staff
local person = staff.get(id)
if not person then
  return refuse('not_allowed_now')
end
local left = choose(id, person, ask.duty)
serve(id)
settle_all(left)
return finish({})
