package aftercare.measure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import aftercare.contract.NetworkPolicy;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RegionPlanTest {
    private static final YearMonth ORIGIN = YearMonth.of(2026, 10);
    /** 100 hours for repairs in a month, a radius of 40 km, 90 % to cover. */
    private static final NetworkPolicy POLICY = new NetworkPolicy(
            new NetworkPolicy.Technicians(160, 0.625, 1),
            new NetworkPolicy.OnSite(10, 0.1, 50, 1.25, 0.5),
            0.9,
            Map.of("S", 2, "M", 5, "L", 10),
            new NetworkPolicy.Warranty(List.of(24), 0));

    private static final GeoPoint HERE = new GeoPoint(30, 110);
    /** A degree of latitude is 111.2 km. */
    private static final GeoPoint FAR = new GeoPoint(31, 110);

    @Test
    void techniciansAreThePeakMonthsJobsTimesTheirHoursByTheHoursOfATechnician() {
        // 400 jobs x (1.5 h + 25 km / 50 km/h) / (160 h x 0.625) = 8
        Workload year = Workload.of(region(month("2027-07", 400, 1.5), month("2027-01", 100, 1.5)), POLICY)
                .get(0);
        assertThat(year.technicians()).isCloseTo(8, within(1e-9));
        assertThat(year.technicianCount()).isEqualTo(8);
        assertThat(year.peak()).isEqualTo(YearMonth.of(2027, 7));
        assertThat(year.travelHours()).isEqualTo(0.5);
        assertThat(year.months()).isEqualTo(2);
    }

    @Test
    void aBitMoreThanEightTechniciansAreNine() {
        assertThat(Workload.of(region(month("2027-07", 400.1, 1.5)), POLICY)
                        .get(0)
                        .technicianCount())
                .isEqualTo(9);
    }

    @Test
    void jobsOfThePeakMonthAreWholeOnesAndTechniciansFollowFromThem() {
        Workload year = Workload.of(region(month("2027-07", 36.2, 1.5)), POLICY).get(0);
        assertThat(year.jobs()).isEqualTo(37);
        assertThat(year.technicians()).isCloseTo(37 * 2 / 100.0, within(1e-9));
        assertThat(Workload.of(region(month("2027-07", 37, 1.5)), POLICY).get(0).jobs())
                .isEqualTo(37);
    }

    @Test
    void eachCalendarYearHasItsOwnPeakAndOnlyTheLatestForecastCounts() {
        RegionFacts region = region(
                month("2026-11", 50, 1.5),
                month("2027-07", 400, 1.5),
                month("2028-01", 70, 1.5),
                month("2028-07", 70, 1.5),
                new RegionFacts.ForecastMonth(ORIGIN.minusMonths(1), YearMonth.of(2027, 8), 9_999, 1.5));
        assertThat(Workload.of(region, POLICY))
                .extracting(Workload::peak)
                .containsExactly(YearMonth.of(2026, 11), YearMonth.of(2027, 7), YearMonth.of(2028, 1));
    }

    @Test
    void travelIsThePolicysWhereNoOrderStatesTheWay() {
        RegionFacts region = new RegionFacts(
                "R1",
                "North",
                HERE,
                List.of(month("2027-07", 400, 1.5)),
                List.of(),
                List.of(new RegionFacts.PastJobs(HERE, 10, null)));
        assertThat(Workload.of(region, POLICY).get(0).travelHours()).isEqualTo(0.5);
    }

    @Test
    void aSingleOutletThatDoesIsBoundByNoLimit() {
        RegionPlan.Year year = new RegionPlan(region(month("2027-07", 400, 1.5)), POLICY)
                .years()
                .get(0);
        assertThat(year.outlets()).isEqualTo(1);
        assertThat(year.sizeMix()).isEqualTo("1 L");
        assertThat(year.limit()).isEqualTo(Limit.NONE);
        assertThat(year.covered()).isEqualTo(1);
        assertThat(year.lostWithOneFewer()).isEqualTo(1);
    }

    @Test
    void twoTownsFarApartAreBoundByTheRadiusAndOneOutletFewerLosesTheSmallerTown() {
        RegionPlan.Year year =
                new RegionPlan(twoTowns(70, 30, 100), POLICY).years().get(0);
        assertThat(year.outlets()).isEqualTo(2);
        assertThat(year.limit()).isEqualTo(Limit.RADIUS);
        assertThat(year.lostWithOneFewer()).isEqualTo(0.3);
        assertThat(year.proven()).isTrue();
    }

    @Test
    void aTownSmallerThanWhatNeedNotBeCoveredGetsNoOutlet() {
        RegionPlan.Year year =
                new RegionPlan(twoTowns(92, 8, 100), POLICY).years().get(0);
        assertThat(year.outlets()).isEqualTo(1);
        assertThat(year.covered()).isEqualTo(0.92);
    }

    @Test
    void manyJobsInOnePlaceAreBoundByCapacity() {
        // 1,200 jobs x 2 h / 100 h = 24 technicians: L + L + M
        RegionPlan.Year year = new RegionPlan(region(month("2027-07", 1_200, 1.5)), POLICY)
                .years()
                .get(0);
        assertThat(year.outlets()).isEqualTo(3);
        assertThat(year.sizeMix()).isEqualTo("2 L + 1 M");
        assertThat(year.limit()).isEqualTo(Limit.CAPACITY);
        // Two L outlets have room for 20 of 24 technicians.
        assertThat(year.lostWithOneFewer()).isCloseTo(4 / 24.0, within(1e-3));
    }

    @Test
    void aHigherUtilisationNeedsFewerTechnicians() {
        RegionFacts region = region(month("2027-07", 1_200, 1.5));
        NetworkPolicy scenario = POLICY.withUtilisation(0.75);
        assertThat(Workload.of(region, scenario).get(0).technicians()).isCloseTo(20, within(1e-9));
        assertThat(new RegionPlan(region, scenario).years().get(0).sizeMix()).isEqualTo("2 L");
    }

    @Test
    void anOutletWithinTheRadiusOfBothTownsIsEnoughWhenTheDriveMayTakeLonger() {
        assertThat(new RegionPlan(twoTowns(70, 30, 100), POLICY.withOnSiteHours(28))
                        .years()
                        .get(0)
                        .outlets())
                .isEqualTo(1);
    }

    @Test
    void aRegionThatNobodyCanLocateIsPlannedByRoomAlone() {
        RegionFacts region = new RegionFacts(
                "unknown",
                null,
                null,
                List.of(month("2027-07", 1_200, 1.5)),
                List.of(new RegionFacts.StandingOutlet("O1", null, null, 3, false)),
                List.of(new RegionFacts.PastJobs(null, 10, 25.0)));
        RegionPlan plan = new RegionPlan(region, POLICY);
        assertThat(plan.years()).singleElement().satisfies(year -> {
            assertThat(year.outlets()).isEqualTo(3);
            assertThat(year.limit()).isEqualTo(Limit.NO_COORDINATES);
            assertThat(year.covered()).isNull();
        });
        assertThat(plan.sites()).isEmpty();
    }

    @Test
    void aRegionWithoutOutletsGetsItsFirstOneAtItsCentre() {
        RegionFacts region =
                new RegionFacts("R9", "New", HERE, List.of(month("2027-07", 40, 1.5)), List.of(), List.of());
        RegionPlan plan = new RegionPlan(region, POLICY);
        assertThat(plan.years().get(0).coveredNow()).isZero();
        assertThat(plan.sites()).singleElement().satisfies(site -> {
            assertThat(site.at()).isEqualTo(HERE);
            assertThat(site.action()).isEqualTo("open");
            assertThat(site.sizes()).isEqualTo("S");
            assertThat(site.jobs()).isEqualTo(40);
        });
    }

    @Test
    void aRegionWithoutJobsNeedsNothing() {
        RegionPlan plan = new RegionPlan(region(month("2027-07", 0, 1.5)), POLICY);
        assertThat(plan.years()).singleElement().satisfies(year -> {
            assertThat(year.outlets()).isZero();
            assertThat(year.workload().technicianCount()).isZero();
            assertThat(year.limit()).isEqualTo(Limit.NO_JOBS);
        });
        assertThat(plan.sites()).isEmpty();
        assertThat(new RegionPlan(region(), POLICY).years()).isEmpty();
    }

    @Test
    void outletsStayAndAMissingOneIsOpenedWhereItAddsMost() {
        RegionFacts region = new RegionFacts(
                "R1",
                "North",
                null,
                List.of(month("2027-07", 100, 1.5)),
                List.of(
                        new RegionFacts.StandingOutlet("O1", HERE, "Hereford", 4, false),
                        new RegionFacts.StandingOutlet("O2", HERE.towards(90, 5), "Hereby", 4, false)),
                List.of(new RegionFacts.PastJobs(HERE, 60, 10.0), new RegionFacts.PastJobs(FAR, 40, 10.0)));
        List<RegionPlan.Site> sites = new RegionPlan(region, POLICY).sites();
        assertThat(sites).extracting(RegionPlan.Site::action).containsExactly("keep", "keep", "open");
        assertThat(sites).extracting(RegionPlan.Site::rank).containsExactly(1, 2, 3);
        RegionPlan.Site opened = sites.get(2);
        assertThat(opened.at().kmTo(FAR)).isLessThan(1);
        assertThat(opened.before()).isEqualTo(0.6);
        assertThat(opened.after()).isEqualTo(1);
        assertThat(opened.lostWithout()).isEqualTo(0.4);
        assertThat(opened.jobs()).isEqualTo(40);
        assertThat(opened.limit()).isEqualTo(Limit.RADIUS);
        assertThat(opened.outletId()).isNull();
    }

    @Test
    void jobsThatSitesCoverAreWholeOnesAndAddUpToThoseOfTheRegion() {
        RegionFacts region = new RegionFacts(
                "R1",
                "North",
                null,
                List.of(month("2027-07", 99.5, 1.5)),
                List.of(
                        new RegionFacts.StandingOutlet("O1", HERE, "Hereford", 4, false),
                        new RegionFacts.StandingOutlet("O2", FAR, "Farham", 4, false),
                        new RegionFacts.StandingOutlet("O3", new GeoPoint(32, 110), "Further", 4, false)),
                List.of(
                        new RegionFacts.PastJobs(HERE, 10, 10.0),
                        new RegionFacts.PastJobs(FAR, 10, 10.0),
                        new RegionFacts.PastJobs(new GeoPoint(32, 110), 10, 10.0)));
        assertThat(new RegionPlan(region, POLICY).sites())
                .extracting(RegionPlan.Site::jobs)
                .containsExactlyInAnyOrder(33, 34, 33);
    }

    @Test
    void anOutletUnderReviewIsGivenUpWhenTheOthersDo() {
        RegionFacts region = new RegionFacts(
                "R1",
                "North",
                null,
                List.of(month("2027-07", 400, 1.5)),
                List.of(
                        new RegionFacts.StandingOutlet("O1", HERE, "Hereford", 4, false),
                        new RegionFacts.StandingOutlet("O2", HERE.towards(90, 5), "Hereby", 4, true)),
                List.of(new RegionFacts.PastJobs(HERE, 60, 10.0)));
        List<RegionPlan.Site> sites = new RegionPlan(region, POLICY).sites();
        assertThat(sites).extracting(RegionPlan.Site::outletId).containsExactly("O1", "O2");
        assertThat(sites).extracting(RegionPlan.Site::action).containsExactly("keep", "give_up");
        assertThat(sites.get(1).jobs()).isZero();
        assertThat(sites.get(0).limit()).isEqualTo(Limit.NONE);
    }

    @Test
    void customersFarFromTheirOutletInAnUnknownDirectionAreSpreadAroundIt() {
        // 100 km away as the crow flies, all around: an outlet in the middle is near nobody within 40 km.
        RegionFacts region = new RegionFacts(
                "R1",
                "North",
                null,
                List.of(month("2027-07", 40, 1.5)),
                List.of(new RegionFacts.StandingOutlet("O1", HERE, "Hereford", 4, false)),
                List.of(new RegionFacts.PastJobs(HERE, 80, 250.0)));
        RegionPlan.Year year = new RegionPlan(region, POLICY).years().get(0);
        assertThat(year.coveredNow()).isZero();
        // Neighbours on the ring are 77 km apart, so that an outlet between two of them is near both.
        assertThat(year.outlets()).isGreaterThanOrEqualTo(4);
        assertThat(year.covered()).isGreaterThanOrEqualTo(0.9);
    }

    @Test
    void whereNoSiteIsNearEnoughThePlanSaysSoAndCoversWhatItCan() {
        SitingProblem problem = new SitingProblem(
                new int[] {7_000, 3_000},
                List.of(bitOf(0)),
                new boolean[1],
                new boolean[1],
                new int[] {SitingProblem.UNITS},
                new int[] {2});
        Solved solved = Solved.of(problem, 0.9);
        assertThat(solved.limit()).isEqualTo(Limit.UNREACHABLE);
        assertThat(solved.siting().outlets()).isEqualTo(1);
        assertThat(problem.coverable()).isEqualTo(7_000);
    }

    @Test
    void theLimitIsTheOneThatTakesAsManyOutletsOnItsOwn() {
        assertThat(Limit.of(3, 1, 3, 2)).isEqualTo(Limit.CAPACITY);
        assertThat(Limit.of(3, 1, 2, 3)).isEqualTo(Limit.RADIUS);
        assertThat(Limit.of(3, 1, 3, 3)).isEqualTo(Limit.CAPACITY_AND_RADIUS);
        assertThat(Limit.of(3, 1, 2, 2)).isEqualTo(Limit.CAPACITY_WITHIN_RADIUS);
        assertThat(Limit.of(3, 3, 2, 2)).isEqualTo(Limit.NONE);
    }

    private static java.util.BitSet bitOf(int point) {
        java.util.BitSet bits = new java.util.BitSet();
        bits.set(point);
        return bits;
    }

    private static RegionFacts twoTowns(double here, double far, double jobs) {
        return new RegionFacts(
                "R1",
                "North",
                null,
                List.of(month("2027-07", jobs, 1.5)),
                List.of(),
                List.of(new RegionFacts.PastJobs(HERE, here, 10.0), new RegionFacts.PastJobs(FAR, far, 10.0)));
    }

    /** A region whose jobs are all in one place, 25 km there and back by road. */
    private static RegionFacts region(RegionFacts.ForecastMonth... months) {
        return new RegionFacts(
                "R1",
                "North",
                HERE,
                new ArrayList<>(List.of(months)),
                List.of(),
                List.of(new RegionFacts.PastJobs(HERE, 100, 25.0)));
    }

    private static RegionFacts.ForecastMonth month(String month, double jobs, double hours) {
        return new RegionFacts.ForecastMonth(ORIGIN, YearMonth.parse(month), jobs, hours);
    }
}
