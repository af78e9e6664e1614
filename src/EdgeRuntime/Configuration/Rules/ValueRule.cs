using System.Text.Json;

namespace EdgeActors.Configuration.Rules;

/// <summary>What a value breaks, beginning with a verb, and what to do about it.</summary>
/// <param name="Rule">What it breaks.</param>
/// <param name="Fix">What to do.</param>
/// <param name="IsPrivate">Whether the value must not be repeated, since it may hold a password.</param>
internal sealed record ValueFault(string Rule, string Fix, bool IsPrivate = false);

/// <summary>What the value of a parameter has to be. Values come as text: numbers as written, bools as <c>true</c> and <c>false</c>.</summary>
internal abstract class ValueRule
{
    /// <summary>What is allowed, for a table: <c>1 to 100,000</c>.</summary>
    public abstract string Allowed { get; }

    /// <summary>What stands for the value in help: <c>N</c>, <c>FOLDER</c>.</summary>
    public abstract string Placeholder { get; }

    /// <summary>What is wrong with a text that is not empty; null when nothing is.</summary>
    public abstract ValueFault? Fault(string text);

    /// <summary>Writes the members of a JSON schema that say the same to an editor.</summary>
    public abstract void WriteSchema(Utf8JsonWriter json);
}

/// <summary>A rule whose values are of type <typeparamref name="T"/>.</summary>
internal abstract class ValueRule<T> : ValueRule
{
    /// <summary>The value of a text that has no fault.</summary>
    public abstract T Read(string text);

    /// <summary>The text of a value.</summary>
    public abstract string Show(T value);

    /// <summary>Whether <see cref="Show"/> makes what JSON writes without quotes.</summary>
    public virtual bool IsBare => false;
}
