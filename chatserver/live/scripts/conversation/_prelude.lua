-- SPDX-License-Identifier: EUPL-1.2
-- What every script of a conversation begins with.
--
-- KEYS[1]  {c:<id>}:record  hash
-- KEYS[2]  {c:<id>}:mail    stream; an entry's id is its seq
-- KEYS[3]  {c:<id>}:gone    string: why it is over
-- KEYS[4]  and on, where a script takes somebody out or ends it: {c:<id>}:capsule:<member>, each with the key of one
--          member's capsule, which nobody may have after that
--
-- Every script answers {'ok', ...} or {'no', code}.  None knows a rule: which phase allows what, how much
-- is too much and how long anything lives is told in ARGV by chatserver/domain and chatserver/services.
--
-- Fields of the record:
--   era              random, one lifetime of this record
--   who              the members it knows, " 0 1 "
--   next             the next member's number; none is used twice
--   seated           how many staff are inside
--   epoch            of the group
--   last, by         seq and author of the newest event; author -1 is nobody
--   other            seq of the newest event that somebody else than `by` wrote
--   events, bytes    what the mailbox holds
--   touched          ms, when the lives were last renewed
--   over             why it has ended; absent before
-- and of member k:
--   k:state          invited, candidate (its key package is here), in, out
--   k:staff          whose it is; empty for the visitor
--   k:key            the key package of a candidate
--   k:gen, k:here    its newest connection, and 1 while that stands
--   k:n, k:a0..k:a3  its highest n, and the seq of the last four by n % 4
--   k:got            seq up to which it has everything
--   k:arrived        its highest n that everybody has
--   k:from, k:upto   the first and, once out, the last seq owed to it
--   k:since, k:left  ms, when it came in and was taken out
--
-- Event s of author a is owed to every member k ~= a that is or was in, with k:from <= s <= k:upto.

local function refuse(code)
  return {'no', code}
end

-- The answer where there is no record.
local function absent()
  return refuse(redis.call('EXISTS', KEYS[3]) == 1 and 'gone' or 'era')
end

-- Unlink the capsules' keys of all that were declared.
local function forget_capsules()
  redis.call('UNLINK', unpack(KEYS, 4))
end

-- The answer where members 0, 1, 2 ... were to be declared and there are more; else nil.
local function too_few(record)
  if record and tonumber(record.next) > #KEYS - 3 then
    return {'more', record.next}
  end
end

-- The whole record, or nil.
local function whole_record()
  local flat = redis.call('HGETALL', KEYS[1])
  if #flat == 0 then
    return nil
  end
  local record = {}
  for at = 1, #flat, 2 do
    record[flat[at]] = flat[at + 1]
  end
  return record
end

-- Each member the record knows.
local function members_of(record)
  return string.gmatch(record.who, '%d+')
end

local function was_in(record, member)
  local state = record[member .. ':state']
  return state == 'in' or state == 'out'
end

-- Give both keys a whole life again.
local function live(seconds)
  redis.call('EXPIRE', KEYS[1], seconds)
  redis.call('EXPIRE', KEYS[2], seconds)
end

-- Renew the lives now and then: a quarter of a life apart is often enough.
local function renew(now, touched, seconds)
  if now - tonumber(touched) >= seconds * 250 then
    live(seconds)
    redis.call('HSET', KEYS[1], 'touched', now)
  end
end

-- The highest seq owed to `member`; below its first when there is none.
local function owed_to(record, member)
  local newest = record.by == member and record.other or record.last
  local upto = record[member .. ':upto']
  return upto and math.min(tonumber(newest), tonumber(upto)) or tonumber(newest)
end

-- Up to which seq everything that `author` wrote has come to everybody it was meant for.
local function reach_of(record, author)
  local reach = tonumber(record.last)
  for member in members_of(record) do
    if member ~= author and was_in(record, member) then
      local got = tonumber(record[member .. ':got'])
      if got < owed_to(record, member) then
        reach = math.min(reach, got)
      end
    end
  end
  return reach
end

-- The reach of every author there may be an event of.
local function reaches(record)
  local all = {['-1'] = reach_of(record, '-1')}
  for member in members_of(record) do
    all[member] = reach_of(record, member)
  end
  return all
end

-- The stretch of the mailbox in which a reach has moved, or nil.
local function stretch(before, after)
  local first, last = math.huge, 0
  for author, reach in pairs(after) do
    if reach > before[author] then
      first, last = math.min(first, before[author] + 1), math.max(last, reach)
    end
  end
  if first <= last then
    return redis.call('XRANGE', KEYS[2], first, last)
  end
end

-- Note that all have what `arrived` says.  Answers whom to tell: {member, staff, n} each.
local function note_arrived(record, arrived)
  local told = {}
  for author, n in pairs(arrived) do
    -- Whoever has been forgotten is told nothing.
    if record[author .. ':state'] then
      redis.call('HSET', KEYS[1], author .. ':arrived', n)
      record[author .. ':arrived'] = n
      told[#told + 1] = {author, record[author .. ':staff'], n}
    end
  end
  return told
end

-- Take out of the mailbox what everybody it was meant for has, where a reach has moved since `before`; with
-- the last event of an ended conversation goes the record.  Answers whom to tell that more has arrived.
local function trim(record, before)
  local after, done, freed, arrived = reaches(record), {}, 0, {}
  for _, entry in ipairs(stretch(before, after) or {}) do
    local author = entry[2][2]
    if tonumber(string.match(entry[1], '^%d+')) <= (after[author] or after['-1']) then
      done[#done + 1] = entry[1]
      freed = freed + #entry[2][8]
      -- An end has no n.
      arrived[author] = entry[2][4] ~= '0' and entry[2][4] or arrived[author]
    end
  end
  if #done > 0 then
    redis.call('XDEL', KEYS[2], unpack(done))
    record.events, record.bytes = record.events - #done, record.bytes - freed
    redis.call('HSET', KEYS[1], 'events', record.events, 'bytes', record.bytes)
  end
  local told = note_arrived(record, arrived)
  if record.over and tonumber(record.events) == 0 then
    redis.call('UNLINK', KEYS[1], KEYS[2])
  end
  return told
end

-- `member` has everything up to `seq`.  Answers whom to tell that more has arrived.
local function acknowledge(record, member, seq)
  local before = reaches(record)
  record[member .. ':got'] = seq
  redis.call('HSET', KEYS[1], member .. ':got', seq)
  return trim(record, before)
end

-- Take a newer connection of `member` for its own.  Answers whether others see a difference.
local function adopt(record, member, generation, now, seconds)
  local newer = tonumber(generation) > tonumber(record[member .. ':gen'])
  local appears = newer and record[member .. ':here'] ~= '1'
  if newer then
    redis.call('HSET', KEYS[1], member .. ':gen', generation, member .. ':here', 1)
    record[member .. ':here'] = '1'
  end
  if not record.over then
    renew(now, record.touched, seconds)
  end
  return appears and record[member .. ':state'] == 'in' and 1 or 0
end

-- What the record says of each member: {k, state, staff, here, since}.
local function roster_of(record)
  local roster = {}
  for member in members_of(record) do
    roster[#roster + 1] = {
      member,
      record[member .. ':state'],
      record[member .. ':staff'],
      record[member .. ':here'],
      record[member .. ':since'],
    }
  end
  return roster
end

-- Who waits to be let in: {k, key package}, or nothing.
local function candidate_of(record)
  for member in members_of(record) do
    if record[member .. ':state'] == 'candidate' then
      return {member, record[member .. ':key']}
    end
  end
  return {}
end

-- Forget `member` as if it had never been.
local function forget(record, member)
  local fields, prefix = {}, member .. ':'
  for field in pairs(record) do
    if string.sub(field, 1, #prefix) == prefix then
      fields[#fields + 1] = field
    end
  end
  redis.call('HDEL', KEYS[1], unpack(fields))
  record.who = string.gsub(record.who, ' ' .. member .. ' ', ' ')
  redis.call('HSET', KEYS[1], 'who', record.who)
  for _, field in ipairs(fields) do
    record[field] = nil
  end
end
