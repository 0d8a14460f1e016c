-- SPDX-License-Identifier: EUPL-1.2
-- The visitor has let the counsellor in.  May be repeated; late, when it is not theirs any more, nothing happens.
--
-- ask  conversation, staff
--
-- Answers {}.

local name = ask.conversation
local person = staff.get(ask.staff)
local hold = person and hold_of(person, name)
if hold and (hold.stage == 'key' or hold.stage == 'welcome') then
  hold.stage, hold.deadline = 'served', nil
  staff.put(ask.staff, person)
  write('ZREM', deadlines, name)
  local v = visitors.get(name)
  v.stage, v.staff, v.offer, v.talked, v.mutes = 'served', nil, nil, true, nil
  visitors.put(name, v)
end
return finish({})
