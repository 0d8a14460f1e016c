-- SPDX-License-Identifier: EUPL-1.2
-- Where a conversation stands and who is in it.  Reads only.
--
-- Answers {'ok', why it is over or empty, staff inside, era or empty, roster}.

local record = whole_record()
if not record then
  return {'ok', redis.call('GET', KEYS[3]) or '', 0, '', {}}
end
return {'ok', record.over or '', tonumber(record.seated), record.era, roster_of(record)}
