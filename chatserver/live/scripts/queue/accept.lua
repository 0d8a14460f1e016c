-- SPDX-License-Identifier: EUPL-1.2
-- Accept an offer.  Repeated, the same answer.
--
-- ask  staff, offer
--
-- Answers {taken: what they hold, first}, or gone: the offer is not theirs, or not any more.

local id = ask.staff
local person = staff.get(id)
for _, hold in ipairs(person and holds_of(person) or {}) do
  if hold.offer == ask.offer then
    local first = hold.stage == 'offered'
    if first then
      hold.stage, hold.deadline, hold.waited = 'key', now + terms.key, now - hold.joined
      write('ZADD', deadlines, hold.deadline, hold.conversation)
      staff.put(id, person)
      local v = visitors.get(hold.conversation)
      v.stage, v.met = 'key', true
      visitors.put(hold.conversation, v)
    end
    return finish({taken = hold, first = first})
  end
end
return refuse('gone')
