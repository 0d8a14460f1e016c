# SPDX-License-Identifier: EUPL-1.2
"""The table of the HTTP API: every path there is, who may ask for it, and what is done."""

from typing import Final

from chatserver.web import public, staff
from chatserver.web.endpoint import Route
from chatserver.web.guards import any_program, own_pages, own_pages_that_say_so, this_machine
from chatserver.wire import http
from chatserver.wire.capsules import CapsuleAsk, CapsuleTaken
from chatserver.wire.shapes import Nothing
from chatserver.wire.visitor import Admission

_EVERYBODY: Final = (any_program,)
_LOOKING: Final = (own_pages,)
_ACTING: Final = (own_pages_that_say_so,)

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
)
