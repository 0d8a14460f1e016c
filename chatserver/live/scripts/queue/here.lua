-- SPDX-License-Identifier: EUPL-1.2
-- A visitor has a connection.
--
-- ask  conversation, generation
--
-- Answers {}, or old_generation.

local name = ask.conversation
local v = visitors.get(name) or {stage = 'idle', generation = 0}
if ask.generation < v.generation then
  return refuse('old_generation')
end
v.generation, v.present, v.spoke = ask.generation, true, true
visitors.put(name, v)
if v.stage == 'waiting' then
  stand(name, v, 'back')
  settle(v.lane)
end
return finish({})
