-- SPDX-License-Identifier: EUPL-1.2
-- How far some visitors have come.  Changes nothing.
--
-- ask  conversations
--
-- Answers {stages: [stage, or "" for one that is not known]}.

local stages = {}
for at, name in ipairs(ask.conversations) do
  local v = visitors.get(name)
  stages[at] = v and v.stage or ''
end
return cjson.encode({stages = stages})
