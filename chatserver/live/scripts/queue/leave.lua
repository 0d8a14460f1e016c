-- SPDX-License-Identifier: EUPL-1.2
-- Take a visitor out of the queue.  Who was never accepted may join anew; who was does not begin again.
-- Their counsellor keeps the conversation until it is released.
--
-- ask  conversation
--
-- Answers {}.

local name = ask.conversation
local v = visitors.get(name)
if not v or v.stage == 'idle' or v.stage == 'over' then
  return finish({})
end
local free
if v.staff then
  free = call_off(name, v, 'left')
elseif v.stage == 'waiting' then
  step_out(name, v)
end
visitors.put(name, {stage = v.met and 'over' or 'idle', generation = v.generation, present = v.present})
if free then
  serve(free)
end
return finish({})
