-- SPDX-License-Identifier: EUPL-1.2
-- Unlink the key, at once.
--
-- ARGV[1]  the seal it must have, or empty for any
--
-- Answers {'ok'}.

if ARGV[1] == '' or redis.call('HGET', KEYS[1], 'seal') == ARGV[1] then
  redis.call('UNLINK', KEYS[1])
end
return {'ok'}
