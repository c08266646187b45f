namespace Schools.Domain;

/// <summary>
/// What was ordered against what came of it (Lieferscheinabgleich). Each number counts the devices that bear the order number and have got
/// so far or farther; the last one those that somebody has.
/// </summary>
/// <param name="Ordered">As the wave says.</param>
/// <param name="Known">Devices of the register, whether delivered or not.</param>
public sealed record OrderCheck(int Ordered, int Known, int Delivered, int Inventoried, int HandedOut)
{
    /// <summary>Ordered and not delivered; negative where more came than was ordered.</summary>
    public int Undelivered => Ordered - Delivered;

    public static OrderCheck Of(int ordered, string orderNumber, IEnumerable<WaveStock> stock)
    {
        var own = stock.Where(s => s.OrderNumber == orderNumber).ToList();
        return new OrderCheck(
            ordered,
            own.Sum(s => s.Count),
            own.Where(s => s.Lifecycle >= DeviceLifecycle.Delivered).Sum(s => s.Count),
            own.Where(s => s.Lifecycle >= DeviceLifecycle.Inventoried).Sum(s => s.Count),
            own.Where(s => WaveStocks.IsHandedOut(s.Lifecycle)).Sum(s => s.Count));
    }
}
