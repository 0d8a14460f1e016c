-- SPDX-License-Identifier: EUPL-1.2
-- Decline an offer: the visitor is in line again.  May be repeated.
--
-- ask  staff, offer; duty: what becomes of each duty
--
-- Answers {}, or gone: the offer is not theirs, or not any more.

local id = ask.staff
local person = staff.get(id)
if not person then
  return refuse('gone')
end
for _, hold in ipairs(holds_of(person)) do
  if hold.offer == ask.offer and hold.stage == 'offered' then
    person.declined = ask.offer
    turn(person, ask.duty)
    drop_hold(id, person, hold.conversation)
    back_in_line(hold.conversation, visitors.get(hold.conversation), 'returned')
    serve(id)
    settle(hold.lane)
    return finish({})
  end
end
return person.declined == ask.offer and finish({}) or refuse('gone')
