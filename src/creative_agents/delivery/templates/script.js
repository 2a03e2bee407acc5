(function () {
  var root = document.documentElement;
  root.classList.add("js");
  var buttons = [].slice.call(document.querySelectorAll(".filters button"));
  var pieces = [].slice.call(document.querySelectorAll(".piece"));
  buttons.forEach(function (button) {
    button.addEventListener("click", function () {
      var channel = button.getAttribute("data-channel");
      buttons.forEach(function (other) {
        other.setAttribute("aria-pressed", String(other === button));
      });
      pieces.forEach(function (piece) {
        piece.hidden = channel !== "" && piece.getAttribute("data-channel") !== channel;
      });
    });
  });
  window.addEventListener("beforeprint", function () {
    pieces.forEach(function (piece) { piece.hidden = false; });
    [].forEach.call(document.querySelectorAll("details:not(.calls)"), function (part) { part.open = true; });
  });
})();
