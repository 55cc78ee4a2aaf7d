import { Module } from '@nestjs/common';
import { ClinicModule } from '../clinic/index.js';
import { PatientsModule } from '../patients/index.js';
import { TreatmentsModule } from '../treatments/index.js';
import { AppointmentCalendar } from './availability/appointment-calendar.service.js';
import { AvailabilityController } from './availability/availability.controller.js';
import { AvailabilityRepository } from './availability/availability.repository.js';
import { AvailabilityService } from './availability/availability.service.js';
import { AppointmentSteps } from './booking/appointment-steps.service.js';
import { AppointmentsController } from './booking/appointments.controller.js';
import { AppointmentsOfPatients } from './booking/appointments-of-patients.service.js';
import { AppointmentsOfSessions } from './booking/appointments-of-sessions.service.js';
import { AppointmentsRepository } from './booking/appointments.repository.js';
import { AppointmentsService } from './booking/appointments.service.js';
import { BookingService } from './booking/booking.service.js';
import { FreeingChanges } from './booking/freeing-changes.service.js';
import { SeriesBooking } from './booking/series-booking.service.js';
import { TimeFinder } from './booking/time-finder.service.js';
import { FreedTime } from './domain/freed-time.js';
import { CalendarFeeds } from './calendars/calendar-feeds.service.js';
import { CalendarSubscriptionsRepository } from './calendars/calendar-subscriptions.repository.js';
import { CalendarSubscriptionsService } from './calendars/calendar-subscriptions.service.js';
import { CalendarsController } from './calendars/calendars.controller.js';
import { AppointmentSections } from './export/sections.js';
import { HolidayCalendarsController } from './holidays/holiday-calendars.controller.js';
import { HolidayCalendarsService } from './holidays/holiday-calendars.service.js';
import { PublicPages } from './pages/public-pages.js';
import { AbsencesController } from './people/absences.controller.js';
import { AbsencesService } from './people/absences.service.js';
import { WorkingHoursController } from './people/working-hours.controller.js';
import { WorkingHoursService } from './people/working-hours.service.js';
import { AppointmentLinksController } from './links/appointment-links.controller.js';
import { AppointmentLinksRepository } from './links/appointment-links.repository.js';
import { AppointmentLinksService } from './links/appointment-links.service.js';
import { LinkSecrets } from './links/link-secrets.js';
import { LinkedWork } from './links/linked-work.service.js';
import { LinkUses } from './links/link-uses.service.js';
import { PublicLinksController } from './links/public-links.controller.js';
import { BookablesRepository } from './places/bookables.repository.js';
import { BookablesService } from './places/bookables.service.js';
import { DevicesController } from './places/devices.controller.js';
import { LocationsController } from './places/locations.controller.js';
import { LocationsRepository } from './places/locations.repository.js';
import { LocationsService } from './places/locations.service.js';
import { RoomsController } from './places/rooms.controller.js';
import { AppointmentRequestsController } from './requests/appointment-requests.controller.js';
import { AppointmentRequestsRepository } from './requests/appointment-requests.repository.js';
import { AppointmentRequestsService } from './requests/appointment-requests.service.js';
import { RequestErasureJob } from './requests/erasure-job.js';
import { PublicClinicsRepository } from './requests/public-clinics.repository.js';
import { PublicRequestsController } from './requests/public-requests.controller.js';
import { PublicRequestsService } from './requests/public-requests.service.js';
import { RequestSettingsController } from './requests/request-settings.controller.js';
import { RequestSettingsService } from './requests/request-settings.service.js';
import { AppointmentTypesController } from './types/appointment-types.controller.js';
import { AppointmentTypesRepository } from './types/appointment-types.repository.js';
import { AppointmentTypesService } from './types/appointment-types.service.js';
import { WaitingListController } from './waiting-list/waiting-list.controller.js';
import { WaitingListAnswers } from './waiting-list/waiting-list-answers.service.js';
import { WaitingListOffers } from './waiting-list/waiting-list-offers.service.js';
import { WaitingListRepository } from './waiting-list/waiting-list.repository.js';
import { WaitingListChecks } from './waiting-list/waiting-list-checks.service.js';
import { WaitingListService } from './waiting-list/waiting-list.service.js';

/** Where, when and with whom people are seen: locations, rooms, devices, hours, types of appointments, and the appointments themselves. */
@Module({
  imports: [ClinicModule, PatientsModule, TreatmentsModule],
  controllers: [
    LocationsController,
    RoomsController,
    DevicesController,
    AppointmentTypesController,
    WorkingHoursController,
    AbsencesController,
    HolidayCalendarsController,
    AvailabilityController,
    AppointmentsController,
    AppointmentRequestsController,
    RequestSettingsController,
    PublicRequestsController,
    AppointmentLinksController,
    PublicLinksController,
    WaitingListController,
    CalendarsController,
  ],
  providers: [
    LocationsRepository,
    LocationsService,
    BookablesRepository,
    BookablesService,
    AppointmentTypesRepository,
    AppointmentTypesService,
    WorkingHoursService,
    AbsencesService,
    HolidayCalendarsService,
    AvailabilityRepository,
    AvailabilityService,
    AppointmentCalendar,
    AppointmentsRepository,
    AppointmentsService,
    TimeFinder,
    BookingService,
    SeriesBooking,
    AppointmentSteps,
    WaitingListRepository,
    WaitingListOffers,
    WaitingListChecks,
    WaitingListService,
    WaitingListAnswers,
    { provide: FreedTime, useExisting: WaitingListOffers },
    FreeingChanges,
    CalendarSubscriptionsRepository,
    CalendarSubscriptionsService,
    CalendarFeeds,
    AppointmentsOfPatients,
    AppointmentsOfSessions,
    AppointmentSections,
    PublicClinicsRepository,
    PublicRequestsService,
    RequestSettingsService,
    AppointmentRequestsRepository,
    AppointmentRequestsService,
    RequestErasureJob,
    LinkSecrets,
    AppointmentLinksRepository,
    AppointmentLinksService,
    LinkedWork,
    LinkUses,
    PublicPages,
  ],
  exports: [PublicPages, AppointmentSections, AppointmentsOfPatients, AppointmentsOfSessions, AppointmentsService, AppointmentCalendar],
})
export class AppointmentsModule {}
