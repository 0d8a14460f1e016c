-- SPDX-License-Identifier: EUPL-1.2
-- The only node has started: nobody is here until they connect again.  Run once, so it may look at everybody.
--
-- ask  nothing
--
-- Answers {}.

local function each(key, does)
  local flat = read('HGETALL', key)
  for at = 1, #flat, 2 do
    does(flat[at])
  end
end

-- A lane may have been closed for good meanwhile.  Who talks goes on, and can have nobody else.
local function without_lane(name, v)
  if v.stage == 'served' then
    v.talked = nil
    visitors.put(name, v)
    return
  end
  if v.staff then
    call_off(name, v, 'left')
  end
  write('ZREM', absent, name)
  visitors.put(name, v.met and {stage = 'over', generation = v.generation})
end

each(KEYS[1], function(name)
  local v = visitors.get(name)
  if v.lane and not lanes[v.lane] then
    without_lane(name, v)
  end
end)
each(KEYS[2], function(id)
  local person = staff.get(id)
  if person.connected then
    person.connected, person.gone = false, now
  end
  return_offers(id, person)
  muster(id, person)
end)
each(KEYS[1], function(name)
  local v = visitors.get(name)
  if not v then
    return
  end
  v.present = false
  visitors.put(name, v.stage ~= 'idle' and v)
  if v.stage == 'waiting' then
    stand(name, v)
  end
end)
return finish({})
