"""The days on which people write: one sitting after the other, the server off over night."""

from collections.abc import Mapping
from contextlib import ExitStack
from fractions import Fraction

from scripts.practice.samples import Sample
from scripts.rehearsing.hall import Hall, enrol_pc
from scripts.rehearsing.papers import cut_sample
from scripts.rehearsing.plan import AT_SCREENS, Role, cast
from scripts.rehearsing.reckoning import left_after
from scripts.rehearsing.setting import Setting
from scripts.rehearsing.sitting import House, SittingPlay
from server.rooms import places_in


class WritingDays:
    """All sittings; afterwards `written` and `receipts` are by candidate number."""

    def __init__(self, setting: Setting, scores: Mapping[str, Mapping[str, Fraction]]) -> None:
        self._setting = setting
        self._company = setting.company
        self._scores = scores
        self.written: dict[str, Sample] = {}
        self.receipts: dict[str, str] = {}

    def play(self) -> None:
        """Enrol the PCs, and play every sitting that anybody comes to."""
        setting = self._setting
        with ExitStack() as stack:
            hall = Hall()
            stack.callback(hall.close)
            house = self._enrol_all(hall)
            for at, sitting_id in enumerate(setting.config.writing.sitting_ids):
                self._sit(house, sitting_id, is_first=at == 0)
                setting.server.stop()
                setting.server.start()

    def _enrol_all(self, hall: Hall) -> House:
        setting, premises = self._setting, self._company.premises
        pairing = self._needed_pcs()
        setting.say(f"enrolling {len(pairing)} PCs")
        homes = {name: premises.folder / "pcs" / name for name, _code in pairing}
        for name, code in pairing:
            enrol_pc(homes[name], name, code, setting.server.people_port)
        return House(premises, setting.server, setting.reception, hall, homes, setting.scale)

    def _needed_pcs(self) -> list[tuple[str, str]]:
        """Return the PCs that are enrolled: all, or as many as a few people need."""
        writing, codes = self._setting.config.writing, self._company.premises.pairing_codes()
        if self._setting.scale.people is None:
            return codes
        needed: set[str] = set()
        for sitting_id in writing.sitting_ids:
            places = places_in(writing, sitting_id)
            usual = [one.name for one in places if not one.is_spare]
            spare = [one.name for one in places if one.is_spare]
            needed |= {*usual[: len(self._company.of_sitting(sitting_id))], *spare[:1]}
        return [(name, code) for name, code in codes if name in needed]

    def _still_in(self) -> frozenset[str]:
        """Return who comes to the paper by what was announced before it, worked out by us."""
        stages = self._setting.config.stages
        before = stages[: stages.index(self._setting.config.writing.stage)]
        posts = {one.application.post_id for one in self._company.comers}
        return frozenset(
            number
            for post_id in posts
            for number in left_after(before, self._scores, self._company.numbers_for(post_id))
        )

    def _sit(self, house: House, sitting_id: str, *, is_first: bool) -> None:
        invited, everybody = self._still_in(), self._company.of_sitting(sitting_id)
        comers = [one for one in everybody if one.application.number in invited]
        if not comers:
            return
        setting = self._setting
        setting.say(f"{sitting_id or 'the sitting'}: {len(comers)} candidates write")
        self._prepare(sitting_id)
        roles = cast(comers, setting.seed, setting.scale, is_first=is_first)
        sitting = SittingPlay(
            house,
            sitting_id,
            roles,
            self._company.cards,
            self._in_mind(roles),
            barred=[one.application.number for one in everybody if one not in comers],
            server_dies=is_first,
        )
        sitting.play()
        with setting.reception.secretary() as secretary:
            secretary.watch(sitting_id)
            setting.save(secretary, "/sekretariat/penutupan", sitting_id)
        setting.report.sittings.append(sitting.report)
        self.written |= sitting.written
        self.receipts |= sitting.receipts

    def _prepare(self, sitting_id: str) -> None:
        """Draw the places, and save what is printed for the day."""
        with self._setting.reception.secretary() as secretary:
            secretary.watch(sitting_id)
            secretary.draw_seats()
            self._setting.save(secretary, "/sekretariat/cetak", sitting_id)

    def _in_mind(self, roles: Mapping[str, Role]) -> dict[str, Sample]:
        """Return what everybody wants to write; at a screen it is less, key by key."""
        samples = dict(self._company.samples)
        for number, role in roles.items():
            if role in AT_SCREENS:
                samples[number] = cut_sample(samples[number], self._setting.scale.screen_lines)
        return samples
