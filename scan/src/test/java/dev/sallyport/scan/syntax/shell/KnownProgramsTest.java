package dev.sallyport.scan.syntax.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Programs that run text which they are given, and what they take for other things.
class KnownProgramsTest {
  private static final String CODE =
      """
      uv run python -c "$BAD" ==> code BAD
      npx -c "$BAD" ==> code BAD
      npm exec -c "$BAD" ==> code BAD
      pnpm exec -c "$BAD" ==> code BAD
      yarn exec "$BAD" ==> code BAD
      make CC="$BAD" ==> code BAD
      make VERSION="$BAD" ==> code BAD
      tmux send-keys -t x "$BAD" Enter ==> code BAD
      tmux new-session -d "$BAD" ==> code BAD
      tmux new -d -s x "$BAD" ==> code BAD
      screen -S x -X stuff "$BAD" ==> code BAD
      echo "* * * * * $BAD" | crontab - ==> code BAD
      crontab <<< "$BAD" ==> code BAD
      echo "$BAD" | at now ==> code BAD
      batch <<< "$BAD" ==> code BAD
      tar --to-command="$BAD" -xf x ==> code BAD
      tar xf x --to-command "$BAD" ==> code BAD
      tar cf x --checkpoint=1 --checkpoint-action="exec=$BAD" . ==> code BAD
      tar -I "$BAD" -cf x y ==> code BAD
      tar --use-compress-program="$BAD" -cf x y ==> code BAD
      git -c "alias.x=!$BAD" x ==> code BAD
      git -c core.sshCommand="$BAD" fetch ==> code BAD
      git -c core.pager="$BAD" log ==> code BAD
      git config core.hooksPath "$BAD" ==> code BAD
      git config alias.x "!$BAD" ==> code BAD
      git filter-branch --tree-filter "$BAD" ==> code BAD
      git rebase -x "$BAD" main ==> code BAD
      git rebase --exec "$BAD" main ==> code BAD
      git bisect run "$BAD" ==> code BAD
      git bisect run sh -c "$BAD" ==> code BAD
      git submodule foreach "echo $BAD" ==> code BAD
      git submodule foreach --recursive "$BAD" ==> code BAD
      expect -c "$BAD" ==> code BAD
      tclsh <<< "$BAD" ==> code BAD
      echo "$BAD" | tclsh ==> code BAD
      gdb -ex "$BAD" x ==> code BAD
      gdb --eval-command="$BAD" ==> code BAD
      lldb -o "$BAD" ==> code BAD
      vim -c "$BAD" x ==> code BAD
      ex -c "$BAD" x ==> code BAD
      nvim --cmd "$BAD" ==> code BAD
      ex -s f <<< "$BAD" ==> code BAD
      ed f <<< "$BAD" ==> code BAD
      emacs --batch --eval "$BAD" ==> code BAD
      gcloud compute ssh h --command "$BAD" ==> code BAD
      gcloud compute ssh h --command="$BAD" ==> code BAD
      fly ssh console -C "$BAD" ==> code BAD
      flyctl ssh console --command "$BAD" ==> code BAD
      heroku run "$BAD" ==> code BAD
      heroku run -a x "$BAD" ==> code BAD
      aws ssm send-command --parameters "commands=$BAD" ==> code BAD
      aws ssm send-command --parameters '{"commands":["'"$BAD"'"]}' ==> code BAD
      az vm run-command invoke --scripts "$BAD" ==> code BAD
      az vm run-command invoke -g x --scripts "$BAD" --parameters "a" ==> code BAD
      ansible all -a "$BAD" ==> code BAD
      ansible all -m shell -a "$BAD" ==> code BAD
      ansible all -m ping -a "$BAD" ==> code BAD
      ansible-playbook x.yml -e "v=$BAD" ==> code BAD
      mapfile -C "$BAD" -c 1 X < f ==> code BAD
      readarray -C "$BAD" X < f ==> code BAD
      scala -e "$BAD" ==> code BAD
      mongosh --eval "$BAD" ==> code BAD
      mongo --eval "$BAD" ==> code BAD
      echo "$BAD" | jshell - ==> code BAD
      jshell <<< "$BAD" ==> code BAD
      psql -c "\\\\! $BAD" ==> code BAD
      psql -c "$BAD" ==> code BAD
      psql <<< "$BAD" ==> code BAD
      sqlite3 x.db ".shell $BAD" ==> code BAD
      sqlite3 x.db ".system $BAD" ==> code BAD
      sqlite3 x.db <<< "$BAD" ==> code BAD
      mysql <<< "$BAD" ==> code BAD
      curl -K - <<< "$BAD" ==> code BAD
      echo "$BAD" | curl -K - ==> code BAD
      git config --global core.editor "$BAD" ==> code BAD
      env -S "$BAD" ==> code BAD
      find . -ok bash -c "$BAD" \\; ==> code BAD
      parallel "$BAD" ::: a b ==> code BAD
      parallel -j4 "$BAD {}" ::: a b ==> code BAD
      parallel sh -c "$BAD" ::: a ==> code BAD
      watch -n1 "$BAD" ==> code BAD
      script -q -c "$BAD" x ==> code BAD
      su - u -c "$BAD" ==> code BAD
      runuser -u x -- sh -c "$BAD" ==> code BAD
      runuser -l u -c "$BAD" ==> code BAD
      sg docker -c "$BAD" ==> code BAD
      sg docker "$BAD" ==> code BAD
      newgrp docker <<< "$BAD" ==> code BAD
      flock /x -c "$BAD" ==> code BAD
      flock x sh -c "$BAD" ==> code BAD
      nsenter -t 1 -m sh -c "$BAD" ==> code BAD
      unshare -r sh -c "$BAD" ==> code BAD
      chroot /x sh -c "$BAD" ==> code BAD
      sudo chroot /x /bin/bash -c "$BAD" ==> code BAD
      systemd-run sh -c "$BAD" ==> code BAD
      docker exec x sh -c "$BAD" ==> code BAD
      docker run x bash -c "$BAD" ==> code BAD
      docker run --entrypoint sh x -c "$BAD" ==> code BAD
      docker run --entrypoint=/bin/bash x -ec "$BAD" ==> code BAD
      docker compose exec -T s sh -c "$BAD" ==> code BAD
      docker-compose run s bash -lc "$BAD" ==> code BAD
      podman exec x sh -c "$BAD" ==> code BAD
      kubectl exec p -- sh -c "$BAD" ==> code BAD
      kubectl exec -i p -- sh <<< "$BAD" ==> code BAD
      kubectl run x --image=y -- sh -c "$BAD" ==> code BAD
      docker exec -i x bash <<< "$BAD" ==> code BAD
      echo "$BAD" | docker exec -i x sh ==> code BAD
      vagrant ssh -c "$BAD" ==> code BAD
      multipass exec x -- bash -c "$BAD" ==> code BAD
      lxc exec x -- sh -c "$BAD" ==> code BAD
      ssh host "cmd $BAD" ==> code BAD
      ssh -i k -o A=b u@h "cmd $BAD" ==> code BAD
      sshpass -p x ssh h "$BAD" ==> code BAD
      sshpass -e ssh h "$BAD" ==> code BAD
      autossh h "$BAD" ==> code BAD
      ssh -o ProxyCommand="$BAD" h ==> code BAD
      scp -S "$BAD" a b ==> code BAD
      rsync -e "$BAD" a b ==> code BAD
      rsync --rsh="$BAD" a b ==> code BAD
      plink h "$BAD" ==> code BAD
      php -r "$BAD" ==> code BAD
      lua -e "$BAD" ==> code BAD
      Rscript -e "$BAD" ==> code BAD
      R -e "$BAD" ==> code BAD
      julia -e "$BAD" ==> code BAD
      groovy -e "$BAD" ==> code BAD
      elixir -e "$BAD" ==> code BAD
      iex -e "$BAD" ==> code BAD
      erl -eval "$BAD" ==> code BAD
      ghc -e "$BAD" ==> code BAD
      ocaml -e "$BAD" ==> code BAD
      swift -e "$BAD" ==> code BAD
      clojure -e "$BAD" ==> code BAD
      clj -M -e "$BAD" ==> code BAD
      bb -e "$BAD" ==> code BAD
      sbt "$BAD" ==> code BAD
      sbt "run $BAD" ==> code BAD
      racket -e "$BAD" ==> code BAD
      guile -c "$BAD" ==> code BAD
      sbcl --eval "$BAD" ==> code BAD
      octave --eval "$BAD" ==> code BAD
      matlab -batch "$BAD" ==> code BAD
      matlab -r "$BAD" ==> code BAD
      nim --eval:"$BAD" ==> code BAD
      crystal eval "$BAD" ==> code BAD
      kotlinc -e "$BAD" ==> code BAD
      kotlin -e "$BAD" ==> code BAD
      fish -c "$BAD" ==> code BAD
      nu -c "$BAD" ==> code BAD
      xonsh -c "$BAD" ==> code BAD
      elvish -c "$BAD" ==> code BAD
      csh -c "$BAD" ==> code BAD
      tcsh -c "$BAD" ==> code BAD
      ksh -c "$BAD" ==> code BAD
      mksh -c "$BAD" ==> code BAD
      deno eval --ext=ts "$BAD" ==> code BAD
      bun -e "$BAD" ==> code BAD
      tsx -e "$BAD" ==> code BAD
      ts-node -e "$BAD" ==> code BAD
      npx tsx -e "$BAD" ==> code BAD
      npx -y ts-node -e "$BAD" ==> code BAD
      poetry run python -c "$BAD" ==> code BAD
      pipenv run python -c "$BAD" ==> code BAD
      pdm run python -c "$BAD" ==> code BAD
      conda run -n x python -c "$BAD" ==> code BAD
      conda run bash -c "$BAD" ==> code BAD
      rye run python -c "$BAD" ==> code BAD
      bundle exec ruby -e "$BAD" ==> code BAD
      rails runner "$BAD" ==> code BAD
      bundle exec rails runner "$BAD" ==> code BAD
      python manage.py shell -c "$BAD" ==> code BAD
      python3 -W ignore -c "$BAD" ==> code BAD
      python -Xutf8 -c"$BAD" ==> code BAD
      ipython -c "$BAD" ==> code BAD
      sage -c "$BAD" ==> code BAD
      nix eval --expr "$BAD" ==> code BAD
      nix develop -c bash -c "$BAD" ==> code BAD
      nix shell x --command sh -c "$BAD" ==> code BAD
      nix-shell -p x --run "$BAD" ==> code BAD
      pwsh -Command "$BAD" ==> code BAD
      awk "$BAD" ==> code BAD
      sed "s/a/$BAD/e" f ==> code BAD
      perl -e "$BAD" ==> code BAD
      ruby -e "$BAD" ==> code BAD
      node -p "$BAD" ==> code BAD
      node --print "$BAD" ==> code BAD
      node --input-type=module -e "$BAD" ==> code BAD
      export PROMPT_COMMAND="$BAD" ==> code BAD
      export BASH_ENV="$BAD" ==> code BAD
      export LD_PRELOAD="$BAD" ==> code BAD
      LD_PRELOAD="$BAD" ls ==> code BAD
      export NODE_OPTIONS="$BAD" ==> code BAD
      NODE_OPTIONS="--max $BAD" npm t ==> code BAD
      export PYTHONSTARTUP="$BAD" ==> code BAD
      export GIT_SSH_COMMAND="$BAD" ==> code BAD
      GIT_SSH_COMMAND="ssh $BAD" git fetch ==> code BAD
      export PAGER="$BAD" ==> code BAD
      EDITOR="$BAD" git commit ==> code BAD
      GIT_EDITOR="$BAD" git commit ==> code BAD
      GIT_SEQUENCE_EDITOR="$BAD" git rebase -i ==> code BAD
      VISUAL="$BAD" crontab -e ==> code BAD
      PERL5OPT="$BAD" perl x ==> code BAD
      RUBYOPT="$BAD" ruby x ==> code BAD
      JAVA_TOOL_OPTIONS="$BAD" java x ==> code BAD
      MAVEN_OPTS="$BAD" mvn x ==> code BAD
      GIT_EXTERNAL_DIFF="$BAD" git diff ==> code BAD
      concurrently "$BAD" ==> code BAD
      npx concurrently "$BAD" "x" ==> code BAD
      nodemon --exec "$BAD" ==> code BAD
      entr sh -c "$BAD" ==> code BAD
      start-server-and-test "$BAD" x y ==> code BAD
      npx start-server-and-test "$BAD" x y ==> code BAD
      wait-on x && $BAD ==> code BAD
      foreman run "$BAD" ==> code BAD
      hyperfine "$BAD" ==> code BAD
      hyperfine --prepare "$BAD" x ==> code BAD
      retry -t 3 -- bash -c "$BAD" ==> code BAD
      dbus-run-session -- sh -c "$BAD" ==> code BAD
      xvfb-run sh -c "$BAD" ==> code BAD
      fakeroot sh -c "$BAD" ==> code BAD
      proot sh -c "$BAD" ==> code BAD
      arch -x86_64 bash -c "$BAD" ==> code BAD
      cross-env X=y bash -c "$BAD" ==> code BAD
      dotenv -- sh -c "$BAD" ==> code BAD
      doppler run --command "$BAD" ==> code BAD
      op run -- sh -c "$BAD" ==> code BAD
      aws-vault exec x -- sh -c "$BAD" ==> code BAD
      direnv exec . bash -c "$BAD" ==> code BAD
      mise x -- bash -c "$BAD" ==> code BAD
      mise exec --command "$BAD" ==> code BAD
      asdf exec python -c "$BAD" ==> code BAD
      cmake -E env sh -c "$BAD" ==> code BAD
      xargs -a f -I{} sh -c "$BAD {}" ==> code BAD
      rclone --password-command "$BAD" ==> code BAD
      restic --password-command "$BAD" ==> code BAD
      zip x y -T -TT "$BAD" ==> code BAD
      sort --compress-program="$BAD" ==> code BAD
      man -P "$BAD" x ==> code BAD
      socat - EXEC:"$BAD" ==> code BAD
      socat - SYSTEM:"$BAD" ==> code BAD
      nc -e "$BAD" h 1 ==> code BAD
      ncat -c "$BAD" h 1 ==> code BAD
      ncat --sh-exec "$BAD" h 1 ==> code BAD
      adb shell "$BAD" ==> code BAD
      adb shell am start "$BAD" ==> code BAD
      git difftool -x "$BAD" ==> code BAD
      git difftool --extcmd="$BAD" ==> code BAD
      git clone -u "$BAD" x ==> code BAD
      git clone --upload-pack="$BAD" x ==> code BAD
      git fetch --upload-pack="$BAD" x ==> code BAD
      git ls-remote --upload-pack "$BAD" x ==> code BAD
      git archive --exec="$BAD" ==> code BAD
      git push --receive-pack="$BAD" ==> code BAD
      mysql -e "system $BAD" ==> code BAD
      mysql -e "\\\\! $BAD" ==> code BAD
      redis-cli eval "$BAD" 0 ==> code BAD
      xterm -e "$BAD" ==> code BAD
      su -c "$BAD" x ==> code BAD
      sudo -u x -i "$BAD" ==> code BAD
      sudo -s "$BAD" ==> code BAD
      doas sh -c "$BAD" ==> code BAD
      pkexec sh -c "$BAD" ==> code BAD
      setpriv sh -c "$BAD" ==> code BAD
      firejail sh -c "$BAD" ==> code BAD
      bwrap sh -c "$BAD" ==> code BAD
      ltrace sh -c "$BAD" ==> code BAD
      perf record sh -c "$BAD" ==> code BAD
      valgrind sh -c "$BAD" ==> code BAD
      rlwrap sh -c "$BAD" ==> code BAD
      stdbuf -oL sh -c "$BAD" ==> code BAD
      chronic sh -c "$BAD" ==> code BAD
      ts-node -p "$BAD" ==> code BAD
      ionice -c3 sh -c "$BAD" ==> code BAD
      taskset 1 sh -c "$BAD" ==> code BAD
      numactl sh -c "$BAD" ==> code BAD
      prlimit sh -c "$BAD" ==> code BAD
      cpulimit -l 1 -- sh -c "$BAD" ==> code BAD
      torsocks sh -c "$BAD" ==> code BAD
      proxychains4 sh -c "$BAD" ==> code BAD
      eb ssh x --command "$BAD" ==> code BAD
      gmake CC="$BAD" ==> code BAD
      ipython3 -c "$BAD" ==> code BAD
      mariadb <<< "$BAD" ==> code BAD
      nix-instantiate --eval -E "$BAD" ==> code BAD
      sftp -o ProxyCommand="$BAD" h ==> code BAD
      vi -c "$BAD" x ==> code BAD
      cf ssh app -c "$BAD" ==> code BAD
      az container exec -n x --exec-command "$BAD" ==> code BAD
      aws ecs execute-command --task x --command "$BAD" ==> code BAD
      git submodule foreach -q "$BAD" ==> code BAD
      git pull --upload-pack "$BAD" ==> code BAD
      tmux split-window -h "$BAD" ==> code BAD
      tmux neww -n x "$BAD" ==> code BAD
      tmux run-shell "$BAD" ==> code BAD
      tmux send -t x "$BAD" Enter ==> code BAD
      """;

  @ParameterizedTest
  @CsvSource(delimiterString = "==>", quoteCharacter = '\u0001', textBlock = CODE)
  void code(String script, String expected) {
    assertThat(ShellSpellingsTest.sinks(Dialect.BASH, script)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "==>",
      quoteCharacter = '\u0001',
      textBlock =
          """
          git -c user.name="$BAD" commit ==> -
          curl -K file <<< "$BAD" ==> -
          curl --config "$BAD" x ==> -
          crontab -l ==> -
          crontab x <<< "$BAD" ==> -
          tar -I zstd -cf "$BAD" x ==> -
          tar -cf "$BAD" x ==> -
          docker run img echo "$BAD" ==> -
          docker run --entrypoint echo img "$BAD" ==> -
          tmux kill-session -t "$BAD" ==> -
          tmux new -s "$BAD" bash ==> -
          npx foo "$BAD" ==> -
          rsync -a "$BAD" b ==> -
          make -C dir test ==> -
          aws s3 cp "$BAD" x ==> -
          sort "$BAD" ==> -
          screen -dmS x ==> -
          psql -c "select 1" <<< "$BAD" ==> -
          psql -f x -v a="$BAD" ==> -
          heroku run -a "$BAD" rake ==> -
          heroku config:set A="$BAD" ==> -
          ssh -o User="$BAD" h ==> -
          scp -o Port=1 "$BAD" h: ==> -
          git config user.name "$BAD" ==> -
          git rebase "$BAD" ==> -
          ansible-playbook x.yml --limit "$BAD" ==> -
          expect x.exp "$BAD" ==> -
          nc h 1 <<< "$BAD" ==> -
          parallel echo {} ::: "$BAD" ==> -
          parallel -j 4 echo ::: "$BAD" ==> -
          pip install python -c "x" ==> -
          mapfile -t X <<< "$BAD" ==> -
          python3 -c 'import sys' "$BAD" ==> -
          docker exec -i x cat <<< "$BAD" ==> -
          kubectl exec -i p -- sh -c 'cat > x' <<< "$BAD" ==> -
          kubectl apply -f - <<< "$BAD" ==> -
          mise exec -- node x "$BAD" ==> -
          gdb -p "$BAD" ==> -
          node -e 'x' "$BAD" ==> -
          gh x | while read l; do psql -c "select 1"; done ==> -
          EDITOR=true git commit -m "$BAD" ==> -
          sqlite3 x.db "select '$BAD'" ==> -
          psql -c "select '$BAD'" ==> -
          git log --format="$BAD" ==> -
          """)
  void data(String script, String expected) {
    assertThat(ShellSpellingsTest.sinks(Dialect.BASH, script)).isEqualTo(expected);
  }

  @Test
  void allAreTried() {
    Set<String> words =
        CODE.lines()
            .flatMap(line -> Arrays.stream(line.strip().split(" ")))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(words).containsAll(KnownPrograms.names());
  }
}
