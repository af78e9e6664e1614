using System.Globalization;

namespace Akka.Persistence.Sqlite.Damage;

/// <summary>What became of a damaged database.</summary>
/// <param name="File">The database; a new one with what was intact lies there now.</param>
/// <param name="SetAside">Where the damaged one was moved to.</param>
/// <param name="Events">Events that were intact.</param>
/// <param name="Snapshots">Snapshots that were intact.</param>
/// <param name="Reason">What SQLite found.</param>
internal sealed record DamageReport(string File, string SetAside, int Events, int Snapshots, string Reason)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"The database {File} is damaged ({Reason}). {Events} events and {Snapshots} snapshots were intact and are in a new one; the damaged one is {SetAside}.");
}
