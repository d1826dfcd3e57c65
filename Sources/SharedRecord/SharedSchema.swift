#if PostgreSQL
  /// What the server holds and who may do what there.
  ///
  /// `append_change` is the only way in. It takes the lock of the one row of `head`, so that writers come one after the other;
  /// compares the hash that the writer has seen, and each record's old text; and makes the seal anew. Desks read, and report
  /// what failed. Triggers keep the record from its owner and from superusers: one who turns them off is shown by the seals,
  /// which every site holds.
  enum SharedSchema {
    /// The statements, for a superuser and within a transaction.
    static let sql = #"""
      DO $$
      DECLARE missing text;
      BEGIN
        FOREACH missing IN ARRAY ARRAY['nightdesk_owner', 'nightdesk_desk', 'nightdesk_admin'] LOOP
          IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = missing) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', missing);
          END IF;
        END LOOP;
      END $$;
      CREATE SCHEMA nightdesk AUTHORIZATION nightdesk_owner;
      SET LOCAL ROLE nightdesk_owner;
      SET LOCAL search_path = nightdesk, pg_temp;
      SET LOCAL check_function_bodies = on;

      -- What a site's store refuses in the record itself no later change could mend: it must not get in.
      CREATE FUNCTION is_day(given text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT given ~ '^(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}$'
          AND to_char(to_date(given, 'YYYY-MM-DD'), 'YYYY-MM-DD') = given
      $$;
      CREATE FUNCTION is_moment(given text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT nightdesk.is_day(left(given, 10))
          AND substr(given, 11) ~ '^T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9][+-](0[0-9]|1[0-4]):[0-5][0-9]$'
      $$;

      CREATE TABLE site (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        id uuid NOT NULL DEFAULT gen_random_uuid(),
        format integer NOT NULL CHECK (format > 0)
      );
      CREATE TABLE head (
        only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
        id bigint NOT NULL,
        hash text NOT NULL,
        version text NOT NULL
      );
      CREATE TABLE change (
        id bigint PRIMARY KEY CHECK (id > 0),
        at text NOT NULL CHECK (is_moment(at)),
        by text NOT NULL CHECK (btrim(by) <> ''),
        source text NOT NULL CHECK (btrim(source) <> ''),
        version text NOT NULL CHECK (btrim(version) <> ''),
        what text NOT NULL CHECK (btrim(what) <> ''),
        undoes bigint REFERENCES change (id) CHECK (undoes < id),
        edits integer CHECK (edits >= 0),
        previous text NOT NULL UNIQUE,
        hash text NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
        role text NOT NULL,
        received timestamptz NOT NULL,
        timeline text NOT NULL
      );
      CREATE TABLE edit (
        change bigint NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY DEFERRED,
        place integer NOT NULL CHECK (place > 0),
        kind text NOT NULL CHECK (kind IN ('council', 'contact', 'elsewhere')),
        record text NOT NULL CHECK (btrim(record) <> ''),
        old text,
        new text,
        PRIMARY KEY (change, place),
        UNIQUE (change, kind, record),
        CHECK (old IS DISTINCT FROM new),
        CHECK (new IS NULL OR (jsonb_typeof(new::jsonb) = 'object' AND new::jsonb ->> 'id' = record))
      );
      CREATE TABLE record_now (
        kind text NOT NULL,
        record text NOT NULL,
        text text NOT NULL,
        change bigint NOT NULL,
        PRIMARY KEY (kind, record)
      );
      CREATE TABLE verification (
        change bigint PRIMARY KEY REFERENCES change (id),
        contact text NOT NULL CHECK (btrim(contact) <> ''),
        checked_on text NOT NULL CHECK (is_day(checked_on)),
        by text NOT NULL CHECK (btrim(by) <> ''),
        method text NOT NULL,
        note text CHECK (btrim(note) <> ''),
        at text NOT NULL CHECK (is_moment(at))
      );
      CREATE TABLE failure_report (
        desk text NOT NULL CHECK (btrim(desk) <> ''),
        number bigint NOT NULL,
        contact text NOT NULL CHECK (btrim(contact) <> ''),
        how text NOT NULL CHECK (btrim(how) <> ''),
        at text NOT NULL,
        received timestamptz NOT NULL DEFAULT clock_timestamp(),
        role text NOT NULL,
        PRIMARY KEY (desk, number)
      );
      CREATE TABLE site_seen (
        desk text CHECK (btrim(desk) <> ''),
        role text,
        id bigint NOT NULL,
        hash text NOT NULL,
        trouble text CHECK (btrim(trouble) <> ''),
        at timestamptz NOT NULL,
        PRIMARY KEY (desk, role)
      );
      INSERT INTO head (id, hash, version) VALUES (0, repeat('0', 64), '');

      CREATE FUNCTION refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, lower(TG_OP) USING ERRCODE = 'ND004';
      END $$;
      DO $$
      DECLARE kept text;
      BEGIN
        FOREACH kept IN ARRAY ARRAY['change', 'edit', 'verification', 'failure_report'] LOOP
          EXECUTE format('CREATE TRIGGER is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON %I '
            'FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration()', kept);
          EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER is_append_only', kept);
        END LOOP;
      END $$;

      -- A text as the seal takes it: with its length in bytes in front, and a missing one told from an empty one.
      CREATE FUNCTION sealed(given text) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT CASE WHEN given IS NULL THEN '\x2d0a'::bytea
          ELSE convert_to(octet_length(convert_to(given, 'UTF8')) || ':' || given, 'UTF8') || '\x0a'::bytea END
      $$;

      CREATE FUNCTION seal(previous text, id bigint, at text, by text, source text, version text, what text, undoes bigint,
        count integer, edits jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT encode(sha256(
          nightdesk.sealed('nightdesk change 1') || nightdesk.sealed(previous) || nightdesk.sealed(id::text)
          || nightdesk.sealed(at) || nightdesk.sealed(by) || nightdesk.sealed(source) || nightdesk.sealed(version)
          || nightdesk.sealed(what) || nightdesk.sealed(undoes::text) || nightdesk.sealed(count::text)
          || coalesce((SELECT string_agg(nightdesk.sealed(one ->> 'kind') || nightdesk.sealed(one ->> 'record')
            || nightdesk.sealed(one ->> 'old') || nightdesk.sealed(one ->> 'new'), ''::bytea ORDER BY place)
            FROM jsonb_array_elements(edits) WITH ORDINALITY AS each (one, place)), ''::bytea)), 'hex')
      $$;

      CREATE FUNCTION append_change(expected text, at text, by text, source text, version text, what text, undoes bigint,
        edits jsonb, claimed text, checked jsonb) RETURNS bigint
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = nightdesk, pg_temp AS $$
      #variable_conflict use_variable
      DECLARE
        last head%ROWTYPE;
        stale text;
        number bigint;
        count integer := jsonb_array_length(edits);
      BEGIN
        SELECT * INTO STRICT last FROM head FOR UPDATE;
        IF last.hash <> expected THEN
          RAISE EXCEPTION '%', coalesce(
            (SELECT format('%s changed it at %s on %s (change %s)', one."by", substr(one."at", 12, 5), left(one."at", 10), one.id)
              FROM change AS one WHERE one.id = last.id), 'it is empty')
            USING ERRCODE = 'ND001';
        END IF;
        SELECT one ->> 'record' INTO stale FROM jsonb_array_elements(edits) AS one
          LEFT JOIN record_now AS now ON now.kind = one ->> 'kind' AND now.record = one ->> 'record'
          WHERE now.text IS DISTINCT FROM one ->> 'old' LIMIT 1;
        IF FOUND THEN
          RAISE EXCEPTION 'the record of % is not what the change takes it to be', stale USING ERRCODE = 'ND002';
        END IF;
        number := last.id + 1;
        IF seal(expected, number, at, by, source, version, what, undoes, count, edits) <> claimed THEN
          RAISE EXCEPTION 'the seal of change % does not fit what it says', number USING ERRCODE = 'ND003';
        END IF;
        INSERT INTO change VALUES (number, at, by, source, version, what, undoes, count, expected, claimed, session_user,
          clock_timestamp(), substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8));
        INSERT INTO edit SELECT number, place, one ->> 'kind', one ->> 'record', one ->> 'old', one ->> 'new'
          FROM jsonb_array_elements(edits) WITH ORDINALITY AS each (one, place);
        DELETE FROM record_now AS now USING jsonb_array_elements(edits) AS one
          WHERE now.kind = one ->> 'kind' AND now.record = one ->> 'record' AND one ->> 'new' IS NULL;
        INSERT INTO record_now SELECT one ->> 'kind', one ->> 'record', one ->> 'new', number
          FROM jsonb_array_elements(edits) AS one WHERE one ->> 'new' IS NOT NULL
          ON CONFLICT (kind, record) DO UPDATE SET text = EXCLUDED.text, change = EXCLUDED.change;
        IF checked IS NOT NULL THEN
          INSERT INTO verification VALUES (number, checked ->> 'contact', checked ->> 'checkedOn', by, checked ->> 'method',
            checked ->> 'note', at);
        END IF;
        UPDATE head SET id = number, hash = claimed, version = append_change.version;
        PERFORM pg_notify('nightdesk', number || ' ' || claimed);
        RETURN number;
      END $$;

      -- Reports of failed contacts; one that is there stays one. No site waits for a standby with these: after a failover
      -- each sends again what it has.
      CREATE FUNCTION note_failures(desk text, reports jsonb) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = nightdesk, pg_temp AS $$
      #variable_conflict use_variable
      BEGIN
        PERFORM set_config('synchronous_commit', 'local', true);
        INSERT INTO failure_report (desk, number, contact, how, at, role)
          SELECT desk, (one ->> 'number')::bigint, one ->> 'contact', one ->> 'how', one ->> 'at', session_user
          FROM jsonb_array_elements(reports) AS one ON CONFLICT DO NOTHING;
      END $$;

      -- Where a site is, and what is in its way. No login writes over what another has said of a site. No standby need have it
      -- before the site goes on.
      CREATE FUNCTION see_site(desk text, id bigint, hash text, trouble text) RETURNS void
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = nightdesk, pg_temp AS $$
      #variable_conflict use_variable
      BEGIN
        PERFORM set_config('synchronous_commit', 'off', true);
        INSERT INTO site_seen VALUES (desk, session_user, id, hash, trouble, clock_timestamp())
          ON CONFLICT ON CONSTRAINT site_seen_pkey DO UPDATE SET id = EXCLUDED.id,
            hash = EXCLUDED.hash, trouble = EXCLUDED.trouble, at = EXCLUDED.at;
      END $$;

      -- Whether a change is kept, once whoever was writing has come to an end. The lock is let go of at once: a desk that asks
      -- holds up no writer.
      CREATE FUNCTION is_kept(claimed text) RETURNS boolean
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = nightdesk, pg_temp AS $$
      BEGIN
        -- The lock is a write too, which would wait for a standby that is not there.
        PERFORM set_config('synchronous_commit', 'off', true);
        PERFORM set_config('lock_timeout', '2s', true);
        BEGIN
          PERFORM FROM head FOR UPDATE;
          -- Undone, this block has locked nothing.
          RAISE EXCEPTION 'nobody is writing' USING ERRCODE = 'ND005';
        EXCEPTION WHEN SQLSTATE 'ND005' THEN NULL;
        END;
        RETURN EXISTS (SELECT 1 FROM change WHERE change.hash = claimed);
      END $$;

      REVOKE ALL ON ALL FUNCTIONS IN SCHEMA nightdesk FROM PUBLIC;
      GRANT USAGE ON SCHEMA nightdesk TO nightdesk_desk, nightdesk_admin;
      GRANT SELECT ON site, head, change, edit, record_now, verification TO nightdesk_desk, nightdesk_admin;
      GRANT SELECT ON failure_report, site_seen TO nightdesk_admin;
      GRANT EXECUTE ON FUNCTION note_failures(text, jsonb), see_site(text, bigint, text, text), is_kept(text)
        TO nightdesk_desk, nightdesk_admin;
      GRANT EXECUTE ON FUNCTION append_change(text, text, text, text, text, text, bigint, jsonb, text, jsonb)
        TO nightdesk_admin;
      RESET ROLE;
      """#
  }
#endif
