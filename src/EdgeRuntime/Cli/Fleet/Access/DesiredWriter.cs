using EdgeActors.Fleet.Documents;
using EdgeActors.Fleet.Operating;
using EdgeActors.Wording;

namespace EdgeActors.Cli.Fleet.Access;

/// <summary>Writes <c>desired.json</c> for a verb, and tells people when another operator was first.</summary>
/// <param name="editor">Does it.</param>
/// <param name="output">For people.</param>
internal sealed class DesiredWriter(DesiredEditor editor, CommandOutput output)
{
    /// <summary>Applies a change, again when another operator was first.</summary>
    /// <exception cref="OperatorException">It makes no sense.</exception>
    public Task<Edit> WriteAsync(Func<DesiredDocument, DesiredDocument> change, CancellationToken cancelled) =>
        editor.ApplyAsync(change, Tell, cancelled);

    private void Tell(DesiredDocument other)
    {
        if (!output.IsJson)
        {
            string who = other.WrittenBy.Length > 0 ? $" by {Printable.Of(other.WrittenBy)}" : "";
            output.Line($"The deployments were changed meanwhile{who} (revision {other.Revision}); this change is applied to that.");
        }
    }
}
