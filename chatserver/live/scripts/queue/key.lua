-- SPDX-License-Identifier: EUPL-1.2
-- The counsellor's key package is here; from now on the visitor's Welcome is awaited.  May be repeated.
--
-- ask  conversation, staff
--
-- Answers {}, or gone: it is not theirs any more.

local name = ask.conversation
local person = staff.get(ask.staff)
local hold = person and hold_of(person, name)
if not hold or hold.stage == 'offered' then
  return refuse('gone')
end
if hold.stage == 'key' then
  hold.stage, hold.deadline = 'welcome', now + terms.welcome
  write('ZADD', deadlines, hold.deadline, name)
  staff.put(ask.staff, person)
  local v = visitors.get(name)
  v.stage, v.spoke = 'welcome', nil
  visitors.put(name, v)
end
return finish({})
