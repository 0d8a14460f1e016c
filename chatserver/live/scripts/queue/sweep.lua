-- SPDX-License-Identifier: EUPL-1.2
-- What time alone does: pauses end, who was away for long does not count any more, who cannot come back is
-- forgotten.  Notes when this store's life began, and renews every life, so that a quiet queue does not
-- lose one of its parts.
--
-- ask  most: how many of each at a time; duty: what becomes of each duty when a pause is over
--
-- Answers {}.

local function overdue(key)
  return read('ZRANGEBYSCORE', key, '-inf', now, 'LIMIT', 0, ask.most)
end

for _, id in ipairs(overdue(pauses)) do
  write('ZREM', pauses, id)
  turn(staff.get(id), ask.duty)
  serve(id)
end
for _, name in ipairs(overdue(absent)) do
  step_out(name, visitors.get(name))
end
for _, name in ipairs(overdue(forget)) do
  local v = visitors.get(name)
  if v.stage == 'over' or not (v.present or v.staff) then
    if v.counted then
      step_out(name, v)
    end
    visitors.put(name, false)
  else
    visitors.put(name, v)
  end
end
if read('EXISTS', born) == 0 then
  write('SET', born, now)
end
for _, lane in pairs(lanes) do
  write('ZREMRANGEBYSCORE', lane.duty, '-inf', now)
end
for _, key in ipairs(KEYS) do
  touched[key] = true
end
return finish({})
