using Daira.Organisation.Procedures;
using FsCheck;
using FsCheck.Fluent;

namespace Daira.Platform.Tests.Procedures;

public class DeadlineTests
{
    [Theory]
    [InlineData("2026-11-02", 3, TimeUnit.CalendarDays, "2026-11-05", 0)]
    [InlineData("2026-11-02", 4, TimeUnit.CalendarDays, "2026-11-09", 0)] // the 6th is a holiday, then the week-end
    [InlineData("2026-11-02", 4, TimeUnit.WorkingDays, "2026-11-09", 3)]
    [InlineData("2026-01-31", 1, TimeUnit.Months, "2026-03-02", 0)] // 28 February is a Saturday
    public void The_first_day_is_not_counted_and_the_last_one_is(string from, int amount, TimeUnit unit, string due, int notCounted)
    {
        var deadline = Deadline.Count(DateOnly.Parse(from), new TimeLimit(amount, unit, "x"), Examples.Calendar, []);
        deadline.Due.ShouldBe(DateOnly.Parse(due));
        deadline.NotCounted.ShouldBe(notCounted);
    }

    [Fact]
    public void A_pause_moves_the_end_by_its_days()
    {
        var deadline = Deadline.Count(new(2026, 11, 2), new TimeLimit(7, TimeUnit.CalendarDays, "x"), Examples.Calendar, [new Pause(new(2026, 11, 3), new(2026, 11, 5))]);
        deadline.Due.ShouldBe(new DateOnly(2026, 11, 12));
        deadline.Suspended.ShouldBe(3);
        deadline.Explain().Select(m => m.Id).ShouldBe(["deadline.calendardays", "deadline.suspended"]);
    }

    [Fact]
    public void Beyond_the_known_holidays_the_doubt_is_said() =>
        Deadline.Count(new(2026, 12, 20), new TimeLimit(30, TimeUnit.CalendarDays, "x"), Examples.Calendar, [])
            .Explain().Select(m => m.Id).ShouldContain("deadline.holidays-unknown");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3_651)]
    public void A_limit_out_of_range_is_misuse(int amount) => Should.Throw<ArgumentOutOfRangeException>(() =>
        Deadline.Count(new(2026, 1, 1), new TimeLimit(amount, TimeUnit.CalendarDays, "x"), Examples.Calendar, []));

    [Fact]
    public void Every_day_between_is_counted_or_accounted_for() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(5_000), Prop.ForAll(
        Gen.Choose(0, 400).SelectMany(start => Gen.Choose(1, 120).SelectMany(amount => Gen.Choose(0, 60).SelectMany(pause => Gen.Choose(0, 20).Select(length => (start, amount, pause, length))))).ToArbitrary(),
        given =>
        {
            var from = new DateOnly(2026, 1, 1).AddDays(given.start);
            var pauses = new[] { new Pause(from.AddDays(given.pause), from.AddDays(given.pause + given.length)) };
            var limit = new TimeLimit(given.amount, TimeUnit.WorkingDays, "x");
            var deadline = Deadline.Count(from, limit, Examples.Calendar, pauses);
            var days = Enumerable.Range(1, deadline.Due.DayNumber - from.DayNumber).Select(from.AddDays).ToArray();
            return days.Length == given.amount + deadline.NotCounted
                && days.Count(d => Examples.Calendar.IsWorked(d) && !pauses[0].Contains(d)) == given.amount
                && Examples.Calendar.IsWorked(deadline.Due);
        }));
}
