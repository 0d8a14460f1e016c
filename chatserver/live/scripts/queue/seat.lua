-- SPDX-License-Identifier: EUPL-1.2
-- Note which member of a conversation a counsellor is, for their desk.
--
-- ask  conversation, staff, member
--
-- Answers {}, or gone: it is not theirs any more.

local person = staff.get(ask.staff)
local hold = person and hold_of(person, ask.conversation)
if not hold then
  return refuse('gone')
end
hold.member = ask.member
staff.put(ask.staff, person)
return finish({})
