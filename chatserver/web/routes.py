# SPDX-License-Identifier: EUPL-1.2
"""The table of the HTTP API: every path there is, who may ask for it, and what is done."""

from typing import Any, Final

from chatserver.web import cases, public, staff
from chatserver.web.endpoint import MAX_BODY_BYTES, MAX_SEALED_BODY_BYTES, Act, Route
from chatserver.web.guards import any_program, own_pages, own_pages_that_say_so, this_machine
from chatserver.wire import cases as shapes
from chatserver.wire import http
from chatserver.wire.capsules import CapsuleAsk, CapsuleTaken
from chatserver.wire.sealed import Report
from chatserver.wire.shapes import Nothing, Shape
from chatserver.wire.visitor import Admission

_EVERYBODY: Final = (any_program,)
_LOOKING: Final = (own_pages,)
_ACTING: Final = (own_pages_that_say_so,)


def _case(what: str, act: Act, takes: type[Shape], answers: Any = shapes.Case) -> Route:
    sealed = takes in _SEALED
    size = MAX_SEALED_BODY_BYTES if sealed else MAX_BODY_BYTES
    return Route("POST", f"/api/cases{what}", act, _ACTING, takes, answers, size)


_SEALED: Final = {shapes.CaseSubmit, shapes.CaseWraps, shapes.CaseReroute, shapes.NoteWrite}

_CASES: Final = (
    Route("GET", "/api/cases", cases.mine, _LOOKING, answers=list[shapes.Case]),
    _case("/route", cases.route, shapes.CaseRoute, shapes.CaseRouted),
    _case("/recipients", cases.recipients, shapes.AgencyOnly, shapes.Recipients),
    _case("", cases.submit, shapes.CaseSubmit),
    _case("/report", cases.report, shapes.CaseNamed, Report),
    _case("/acknowledge", cases.acknowledge, shapes.CaseAcknowledge),
    _case("/deed", cases.do, shapes.CaseDo),
    _case("/call", cases.call, shapes.CaseCall),
    _case("/note", cases.note, shapes.NoteWrite, shapes.Notes),
    _case("/notes", cases.notes, shapes.CaseOnly, shapes.Notes),
    _case("/wraps", cases.wraps, shapes.CaseWraps),
    _case("/reroute", cases.reroute, shapes.CaseReroute, Nothing),
    Route("POST", "/api/on-it", cases.on_it, _EVERYBODY, shapes.ReplyTyped),
)

ROUTES: Final = (
    Route("GET", "/api/helpline", public.helpline, _EVERYBODY, answers=http.Helpline),
    Route("POST", "/api/ticket", public.ticket, _EVERYBODY, Nothing, Admission),
    Route("POST", "/api/capsule", public.capsule, _ACTING, CapsuleAsk, CapsuleTaken),
    Route("GET", "/api/staff/me", staff.me, _LOOKING, answers=http.Me),
    Route("POST", "/api/staff/sign-in/begin", staff.begin_sign_in, _ACTING, Nothing, http.SignInBegun),
    Route("POST", "/api/staff/sign-in/finish", staff.finish_sign_in, _ACTING, http.SignInFinish, http.Me),
    Route("POST", "/api/staff/enrol/begin", staff.begin_enrolment, _ACTING, http.EnrolLink, http.EnrolBegun),
    Route("POST", "/api/staff/enrol/finish", staff.finish_enrolment, _ACTING, http.EnrolFinish, http.Me),
    Route("POST", "/api/staff/device", staff.device, _ACTING, http.DeviceKey, http.DeviceState),
    Route("POST", "/api/staff/sign-out", staff.sign_out, _ACTING, Nothing),
    Route(
        "GET",
        "/api/staff/demo",
        staff.demonstration,
        (this_machine, *_LOOKING),
        answers=list[http.DemoPerson],
    ),
    Route(
        "POST",
        "/api/staff/demo/sign-in",
        staff.demonstration_sign_in,
        (this_machine, *_ACTING),
        http.DemoSignIn,
        http.Me,
    ),
    *_CASES,
)
