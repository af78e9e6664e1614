namespace EdgeActors.FaultKit.Specs.Script;

public enum Cause
{
    Other,
    Room,
}

public sealed class CausedException(Cause cause, string message, Exception? inner = null) : Exception(message, inner)
{
    public Cause Cause { get; } = cause;
}

public sealed class ExceptionRecipeSpecs
{
    [Fact]
    public void An_exception_is_made_by_name_value_and_message()
    {
        Exception made = new ExceptionRecipe("CausedException", "Room", "none left").Make();

        CausedException caused = Assert.IsType<CausedException>(made);
        Assert.Equal((Cause.Room, "none left"), (caused.Cause, caused.Message));
    }

    [Fact]
    public void An_unknown_exception_is_named()
    {
        FaultScriptException thrown = Assert.Throws<FaultScriptException>(() => new ExceptionRecipe("NoSuchException").Make());

        Assert.Equal(
            "throw: no loaded assembly has an exception 'NoSuchException'; give its name, with namespace if it is ambiguous.", thrown.Message);
    }

    [Fact]
    public void An_unknown_value_is_named()
    {
        FaultScriptException thrown = Assert.Throws<FaultScriptException>(() => new ExceptionRecipe("CausedException", "Nothing").Make());

        Assert.Contains("takes a message and the value 'Nothing'", thrown.Message, StringComparison.Ordinal);
    }
}
