// The graph: which scene is drawn, what part of it is seen, which box the keyboard is at.
const MOST_BOXES = 2000; // tasks with a box of their own from the begin on

class Graph {
  constructor() {
    this.camera = {x: 0, y: 0, scale: 1};
    this.cursor = -1;
    this.path = true;
    this.scene = null;
    this.isMoved = false; // by hand: then nothing else moves the picture
    this.surface = new Surface(byId('graph-canvas'), context => paintGraph(context, this, this.scene));
    this.surface.onResize = () => { if (!this.isMoved) this.fit(); };
    on('run', () => this.renew());
    on('make', () => this.rebuild());
    on('search', () => this.recount());
    on('theme', () => this.surface.ask());
    on('select', () => this.bringToSight());
    startGraphInput(this);
    showLegend();
  }

  get width() {
    return this.surface.width;
  }

  get height() {
    return this.surface.height;
  }

  renew() {
    if (this.run !== ui.run || this.shape !== ui.run.shape) this.rebuild();
    else this.recount();
  }

  recount() {
    if (this.scene === null) return;
    this.scene.pathLinks = null;
    this.scene.count();
    this.surface.ask();
  }

  /** The scene anew; a live page that grows keeps what was opened only while the groups are the same. */
  rebuild() {
    const isOther = this.run !== ui.run || this.make !== ui.make;
    this.run = ui.run;
    this.make = ui.make;
    this.shape = ui.run.shape;
    ui.run.links();
    this.cursor = -1;
    if (ui.tasks.length > MOST_BOXES) {
      this.groups = new Groups(ui.run, ui.tasks);
      this.scene = new GroupScene(ui.run, this.groups);
      this.note('by layers; open a group to see what is in it');
    } else {
      this.groups = null;
      this.scene = new TaskScene(ui.run, ui.tasks);
      this.arrange();
    }
    if (isOther) this.isMoved = false;
    if (!this.isMoved) this.fit();
    this.surface.ask();
  }

  arrange() {
    const {scene} = this;
    delete byId('graph').dataset.arranged;
    if (scene.boxes.length < 2) return this.note('');
    const isAsked = layoutLater(scene, layout => {
      this.note('');
      if (layout === null || this.scene !== scene) return;
      scene.take(layout);
      byId('graph').dataset.arranged = 'true';
      if (!this.isMoved) this.fit();
      this.surface.ask();
    });
    this.note(isAsked ? 'being arranged' : '');
  }

  note(text) {
    const links = this.scene.links.length;
    byId('graph-note').textContent = [countOf(ui.tasks.length, 'task'),
      this.groups ? countOf(links, 'bundle') : countOf(links, 'edge'), text].filter(part => part !== '').join(', ');
  }

  fit() {
    const {scene} = this;
    if (scene === null || this.width === 0) return;
    const scale = Math.min(1.4, (this.width - 24) / Math.max(1, scene.width), (this.height - 40) / Math.max(1, scene.height));
    this.camera.scale = Math.max(scale, 0.004);
    this.centre(scene.width / 2, scene.height / 2);
    this.isMoved = false;
  }

  centre(x, y) {
    const {camera} = this;
    camera.x = x - this.width / camera.scale / 2;
    camera.y = y - (this.height - 16) / camera.scale / 2;
    this.surface.ask();
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const {camera} = this;
    const scale = Math.max(0.004, Math.min(4, camera.scale * factor));
    camera.x += x / camera.scale - x / scale;
    camera.y += y / camera.scale - y / scale;
    camera.scale = scale;
    this.isMoved = true;
    this.surface.ask();
  }

  pan(x, y) {
    this.camera.x += x / this.camera.scale;
    this.camera.y += y / this.camera.scale;
    this.isMoved = true;
    this.surface.ask();
  }

  /** The innermost box at a place of the canvas; -1: none. */
  boxAt(x, y) {
    const {camera, scene} = this;
    const at = {x: camera.x + x / camera.scale, y: camera.y + y / camera.scale};
    let found = -1;
    scene.boxes.forEach((box, index) => {
      if (at.x >= box.x && at.x <= box.x + box.width && at.y >= box.y && at.y <= box.y + box.height
          && (found < 0 || box.depth >= scene.boxes[found].depth)) found = index;
    });
    return found;
  }

  /** Opens or closes a group; the box stays where it is on the screen. */
  toggle(index, isOpen) {
    const {camera} = this;
    const box = this.scene.boxes[index];
    if (box.group?.open === undefined) return;
    this.groups.setOpen(box.group, isOpen);
    this.scene = new GroupScene(ui.run, this.groups);
    this.cursor = this.scene.boxes.findIndex(each => each.group === box.group);
    const now = this.scene.boxes[this.cursor];
    camera.x += now.x - box.x;
    camera.y += now.y + now.height / 2 - box.y - box.height / 2;
    if (isOpen) this.frame(now);
    this.isMoved = true;
    this.note('by layers');
    this.surface.ask();
  }

  /** So that a box is seen as a whole, or its begin where it is too large for that. */
  frame(box) {
    const {camera} = this;
    const fitting = Math.min((this.width - 40) / box.width, (this.height - 60) / box.height);
    camera.scale = Math.max(0.3, Math.min(camera.scale, fitting), Math.min(0.8, fitting));
    const width = this.width / camera.scale, height = this.height / camera.scale;
    camera.x = box.width < width ? box.x + (box.width - width) / 2 : box.x - 20 / camera.scale;
    camera.y = box.height < height ? box.y + (box.height - height) / 2 : box.y - 30 / camera.scale;
  }

  bringToSight() {
    const index = ui.selected < 0 ? -1 : this.scene.boxOf[ui.selected];
    if (index >= 0) {
      this.cursor = index;
      this.keepInSight(this.scene.boxes[index]);
    }
    this.surface.ask();
  }

  keepInSight(box) {
    const {camera} = this;
    const right = camera.x + this.width / camera.scale, bottom = camera.y + this.height / camera.scale;
    if (box.x < camera.x || box.x + box.width > right || box.y < camera.y || box.y + box.height > bottom) {
      this.centre(box.x + box.width / 2, box.y + box.height / 2);
      this.isMoved = true;
    }
  }

  /** Opens all groups that a task is in, and goes near. */
  reveal(task) {
    if (this.groups !== null) {
      this.groups.reveal(task);
      this.scene = new GroupScene(ui.run, this.groups);
    }
    this.cursor = this.scene.boxOf[task];
    if (this.cursor < 0) return;
    this.camera.scale = Math.max(0.9, this.camera.scale);
    const box = this.scene.boxes[this.cursor];
    this.centre(box.x + box.width / 2, box.y + box.height / 2);
    this.isMoved = true;
  }
}
