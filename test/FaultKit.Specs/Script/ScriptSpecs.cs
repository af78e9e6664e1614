namespace EdgeActors.FaultKit.Specs.Script;

public sealed class ScriptSpecs
{
    [Theory]
    [InlineData("at actor /user/edge/capture on CaptureAccepted #3: crash")]
    [InlineData("at actor /user/** on * from /user/b #3..5 after: crash", "at actor /user/** from /user/b #3..5 after: crash")]
    [InlineData("at actor ** #2.. every 3 12.5% before: drop", "at actor **: drop", true)]
    [InlineData("at actor /user/a: delay 10ms..1.5s", "at actor /user/a: delay 10ms..1500ms")]
    [InlineData("at actor /user/a: reorder", "at actor /user/a: reorder 1 within 1000ms")]
    [InlineData("at actor =/user/a*b on =Ns.T`1[X]: duplicate 2")]
    [InlineData("at port ICaptureSink.PutAsync after: throw SpoolException(DiskFull) \"no room\"")]
    [InlineData("at port ISpool.*: half-write 10%")]
    [InlineData("at port **: kill")]
    public void A_rule_is_read_and_written(string text, string? written = null, bool differs = false)
    {
        FaultScript script = FaultScript.Parse(text);

        string again = Assert.Single(script.Rules).ToString();

        Assert.Equal(differs ? "at actor ** #2.. every 3 12.5%: drop" : written ?? text, again);
        Assert.Equal(script, FaultScript.Parse(script.ToString()));
    }

    [Theory]
    [InlineData("crash", "there is no ': ' before an action; write the rule as in 'at actor /user/a on Ping #3 before: crash'.")]
    [InlineData("in actor /user/a: crash", "a rule begins with 'at', not 'in'; write it as in 'at actor /user/a on Ping #3 before: crash'.")]
    [InlineData("at disk x: crash", "'disk' is no place; write 'actor' or 'port'.")]
    [InlineData("at actor a: crash", "'a' is no actor's path; begin it with '/', as in '/user/a', or write '**' for every actor.")]
    [InlineData("at actor /a on: crash", "the message's type after 'on' is missing; write it as in 'at actor /user/a on Ping #3 before: crash'.")]
    [InlineData("at actor /a #0: crash", "'0' is no count; write a whole number from 1.")]
    [InlineData("at actor /a #5..3: crash", "'#5..3' ends before it begins; swap its ends.")]
    [InlineData("at actor /a 120%: crash", "'120%' is no probability; write a number above 0 up to 100, as in '12.5%'.")]
    [InlineData("at actor /a often: crash", "'often' after the name is not understood; remove it.")]
    [InlineData("at actor /a: explode", "'explode' is no action; actors have crash, drop, duplicate, delay, reorder, kill; "
        + "ports have throw, disk-full, hang, slow, half-write, wrong-bytes, kill.")]
    [InlineData("at actor /a: crash now", "'now' after 'crash' is not understood; remove it.")]
    [InlineData("at actor /a: delay 5", "'5' is no time up to a day; write '50ms', '1.5s', '2min', '1h' or a range as '10ms..2s'.")]
    [InlineData("at actor /a: delay", "the time is missing; write it as in 'delay 50ms'.")]
    [InlineData("at actor /a: duplicate 1001", "'1001' is no number of messages; write a whole number from 1 to 1000.")]
    [InlineData("at actor /a after: drop", "'drop' cannot happen after; write 'before'.")]
    [InlineData("at actor /a: hang", "'hang' is not for actors; choose one of crash, drop, duplicate, delay, reorder, kill.")]
    [InlineData("at port I.M: crash", "'crash' is not for ports; choose one of throw, disk-full, hang, slow, half-write, wrong-bytes, kill.")]
    [InlineData("at port I.M on X: hang", "'on' is for actors; a port's rule names the method, as in 'at port ISink.PutAsync'.")]
    [InlineData("at port I.M: half-write 100%", "'100%' is no part of a write; write a percentage from 0% to 99%.")]
    [InlineData("at port I.M: throw IOException text", "'text' after the exception is no message; put it into quotes.")]
    [InlineData("at port I.M: throw \"open", "the quote at \"open is not closed; add a '\"'.")]
    [InlineData("seed x", "'x' is no seed; write a whole number, as in 'seed 42'.")]
    public void A_fault_of_a_line_is_named_with_its_fix(string line, string message)
    {
        FaultScriptException thrown = Assert.Throws<FaultScriptException>(() => FaultScript.Parse("# a comment\n\n" + line));

        Assert.Equal("line 3: " + message, thrown.Message);
    }

    [Fact]
    public void All_faulty_lines_are_told_at_once()
    {
        FaultScriptException thrown = Assert.Throws<FaultScriptException>(() => FaultScript.Parse("seed 1\nseed 2\nat x: y"));

        Assert.Equal(["line 2", "line 3"], thrown.Message.Split(Environment.NewLine).Select(line => line[..6]));
    }

    [Fact]
    public void The_builder_writes_the_same_script()
    {
        FaultScript built = FaultScript.Seeded(42)
            .AtActor("/user/a").On<Uri>().Nth(3).Crash()
            .AtActor("/user/*").From("/user/b").WithChance(0.25).Delay(TimeSpan.FromMilliseconds(20))
            .AtPort<IDisposable>().Every(2).After().Throw("IOException", "gone")
            .Build();

        FaultScript read = FaultScript.Parse("""
            seed 42
            at actor /user/a on System.Uri #3: crash
            at actor /user/* from /user/b 25%: delay 20ms
            at port IDisposable.* every 2 after: throw IOException "gone"
            """);

        Assert.Equal(read, built);
    }

    [Fact]
    public void The_builder_refuses_what_the_parser_refuses()
    {
        FaultScriptException thrown = Assert.Throws<FaultScriptException>(() => FaultScript.Seeded(1).AtActor("/user/a").After().Drop());

        Assert.Equal("'drop' cannot happen after; write 'before'.", thrown.Message);
    }

    [Theory]
    [InlineData(nameof(FaultOptions.MaxPlaces), 0)]
    [InlineData(nameof(FaultOptions.MaxTraceSteps), 10_000_001)]
    public void Limits_have_a_range(string name, int value)
    {
        FaultOptions options = name == nameof(FaultOptions.MaxPlaces) ? new() { MaxPlaces = value } : new() { MaxTraceSteps = value };

        ArgumentOutOfRangeException thrown = Assert.Throws<ArgumentOutOfRangeException>(() => new Faults(FaultScript.Empty, null, options));

        Assert.StartsWith($"{name} is {value}; give it a value from 1 to 10,000,000.", thrown.Message, StringComparison.Ordinal);
    }
}
