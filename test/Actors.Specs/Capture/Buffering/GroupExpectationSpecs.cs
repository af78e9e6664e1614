using EdgeActors.Capture.Buffering;

namespace EdgeActors.Specs.Capture.Buffering;

/// <summary>How many captures a group waits for.</summary>
public sealed class GroupExpectationSpecs
{
    private const int Streak = 2;

    private readonly GroupExpectation _expectation = new();
    private int _waitedFor = 13;
    private int _late;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(9, 7)]
    [InlineData(16, 13)]
    public void At_first_one_and_one_in_eight_may_be_late(int active, int waitedFor) => Assert.Equal(waitedFor, _expectation.Next(active, 0));

    [Fact]
    public void Late_ones_that_always_come_are_waited_for()
    {
        int[] waitedFor = [.. Enumerable.Range(0, 4 * Streak).Select(_ => Group(active: 16, late: 16 - _waitedFor))];

        Assert.Equal([13, 14, 15, 16], waitedFor.Distinct());
        Assert.Equal(Streak + 1, Array.IndexOf(waitedFor, 14) + 1);
    }

    [Fact]
    public void A_late_one_that_does_not_come_begins_the_count_anew()
    {
        for (int i = 0; i < 10 * Streak; i++)
        {
            int waitedFor = Group(active: 16, late: i % Streak == 0 ? 2 : 3);

            Assert.Equal(13, waitedFor);
        }
    }

    [Fact]
    public void After_a_wait_in_vain_one_more_is_not_waited_for()
    {
        Punctual(16);

        Assert.Equal(16, _expectation.Next(16, 0));
        _expectation.TimeUp(14);
        _expectation.Written(14);

        Assert.Equal(15, _expectation.Next(16, 0));
    }

    [Fact]
    public void After_each_wait_in_vain_it_takes_twice_as_long_to_try_again()
    {
        Punctual(16);

        Assert.Equal([4, 8, 16, 16], Enumerable.Range(0, 4).Select(_ => GroupsToTryAgain()).ToArray());
    }

    [Fact]
    public void A_wait_that_is_not_in_vain_makes_the_next_try_come_sooner()
    {
        Punctual(16);
        _ = GroupsToTryAgain();
        Assert.Equal(8, GroupsToTryAgain());

        _expectation.Written(16);

        Assert.Equal(8, GroupsToTryAgain());
    }

    [Fact]
    public void Many_waits_in_vain_end_with_one_and_one_in_eight()
    {
        Punctual(16);
        for (int i = 0; i < 10; i++)
        {
            _expectation.Next(16, 0);
            _expectation.TimeUp(0);
        }

        Assert.Equal(13, _expectation.Next(16, 0));
    }

    [Fact]
    public void Who_is_alone_is_not_waited_for_whatever_was_before()
    {
        Punctual(16);

        Assert.Equal(0, _expectation.Next(1, 0));
    }

    // One does not come when all are waited for, and then always comes late, until it is waited for again.
    private int GroupsToTryAgain()
    {
        _expectation.Next(16, _late);
        _expectation.TimeUp(15);
        _expectation.Written(15);
        _late = 0;
        int groups = 0;
        while (Next(16) < 16)
        {
            groups++;
            _expectation.Written(15);
            _late = 1;
        }

        _late = 0;
        return groups;
    }

    private int Next(int active) => _waitedFor = _expectation.Next(active, _late);

    private void Punctual(int active)
    {
        for (int i = 0; i < 4 * Streak; i++)
        {
            Group(active, active - _waitedFor);
        }
    }

    // A group is written with as many as were waited for, and then so many late ones have come.
    private int Group(int active, int late)
    {
        _expectation.Written(Next(active));
        _late = late;
        return _waitedFor;
    }
}
